/**
 * What a provider wants back names its calls by id; a call that got another id, since its message had one of that id already,
 * is named by the new one there. `ids`: the pairs of old and new, in the order of the calls.
 */
export function renamedCalls(echo: unknown[], ids: [from: string, to: string][]): unknown[] {
  if (ids.every(([from, to]) => from === to)) return echo
  const left = [...ids]
  return echo.map((item) => {
    if (!isMark(item)) return item
    const at = left.findIndex(([from]) => from === item.id)
    if (at < 0) return item
    const [[, id]] = left.splice(at, 1) as [[string, string]]
    return { ...item, id }
  })
}

function isMark(item: unknown): item is { type: string; id: string } {
  if (typeof item !== 'object' || item === null || !('type' in item) || !('id' in item)) return false
  return typeof item.type === 'string' && item.type.startsWith('edgewise.') && typeof item.id === 'string'
}
