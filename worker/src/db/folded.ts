/** A text as search compares it: without case, in every alphabet. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
