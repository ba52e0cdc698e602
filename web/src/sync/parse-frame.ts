/** A frame as an object sends it: JSON with a `type`. Null for anything else. A type that this page doesn't know is its reader's to ignore. */
export function parseFrame<Down extends { type: string }>(data: unknown): Down | null {
  if (typeof data !== 'string') return null
  try {
    const frame: unknown = JSON.parse(data)
    const type = typeof frame === 'object' && frame !== null && 'type' in frame ? frame.type : undefined
    return typeof type === 'string' ? (frame as Down) : null
  } catch {
    return null
  }
}
