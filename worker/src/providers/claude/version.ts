/** A name without a number is a newer one's. */
const NEWEST = 5

/** Of a Claude model's id, whatever stands around it: `claude-opus-4-6-v1` is 4.6, `claude-3-7-sonnet-20250219` 3.7. */
export function claudeVersion(model: string): number {
  if (/claude-(v[12]|instant|2)/.test(model)) return 2
  const found =
    /claude-(\d)(?:-(\d{1,2})(?!\d))?-[a-z]/.exec(model) ??
    /claude-[a-z]+-(\d{1,2})(?!\d)(?:-(\d{1,2})(?!\d))?/.exec(model)
  return found ? Number(`${found[1]}.${found[2] ?? 0}`) : NEWEST
}
