/** The bytes of a body, or null when there are more than `max`; the rest is then thrown away, not kept. */
export async function readLimited(body: Request | Response, max: number): Promise<Uint8Array | null> {
  if (!body.body) return new Uint8Array()
  const announced = Number(body.headers.get('content-length') ?? 0)
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.body.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  while (announced <= max) {
    const { done, value } = await reader.read()
    if (done) return joined(parts, size)
    size += value.length
    if (size > max) break
    parts.push(value)
  }
  await reader.cancel().catch(() => undefined)
  return null
}

function joined(parts: Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
