/**
 * The text of a body, up to `most` bytes, or up to where its connection broke; the rest is cancelled, since an unread body
 * holds a connection.
 */
export async function readAtMost(response: Response, most: number): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; bytes < most;) {
    const { done, value } = await reader.read().catch(brokenOff)
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    text += decoder.decode(value, { stream: true })
  }
  void reader.cancel().catch(() => {})
  return text
}

/** What came says more than that its connection broke. */
function brokenOff(): { done: true; value: undefined } {
  return { done: true, value: undefined }
}
