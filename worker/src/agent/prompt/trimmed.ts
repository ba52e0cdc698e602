/** Most characters (UTF-16 units) of one tool output that a model reads, and that its message carries. */
export const OUTPUT_MAX_CHARS = 32_000

/**
 * An output as the model reads it: whole, or its beginning and its end with a word about what is missing between them. The end
 * is kept since errors and sums stand there. `most` is at least 200.
 */
export function trimmed(output: string, most: number = OUTPUT_MAX_CHARS): string {
  if (output.length <= most) return output
  const room = most - 100
  const tail = Math.floor(room / 3)
  const head = wholeChars(output.slice(0, room - tail))
  const end = output.slice(-tail).replace(/^[\uDC00-\uDFFF]/, '')
  const missing = (output.length - head.length - end.length).toLocaleString('en-US')
  return `${head}\n[… ${missing} characters of the output are left out here …]\n${end}`
}

/** Half a character at the end of a cut is no text. */
export function wholeChars(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '')
}
