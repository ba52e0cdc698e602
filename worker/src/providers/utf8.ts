/**
 * Bytes to text, cut anywhere. A decoder that throws at bytes which are no UTF-8 would take what stood before them along, one
 * that puts U+FFFD in their place hides that an answer is damaged: this one returns what is good and says `broken`.
 */
export class Utf8 {
  #decoder = new TextDecoder()
  /** The last two bytes of what came before: a U+FFFD that is meant (EF BF BD) may be cut too. */
  #tail = new Uint8Array(0)
  broken = false

  decode(bytes: Uint8Array): string {
    if (this.broken) return ''
    const text = this.#decoder.decode(bytes, { stream: true })
    const first = text.indexOf('\ufffd')
    const before = this.#tail
    if (bytes.length) this.#tail = join(before, bytes.subarray(-2)).slice(-2)
    return first < 0 ? text : this.#checked(text, first, join(before, bytes))
  }

  /** What a body that ended within a character leaves: nothing, but `broken`. */
  end(): string {
    if (!this.broken && this.#decoder.decode() !== '') this.broken = true
    return ''
  }

  #checked(text: string, first: number, bytes: Uint8Array): string {
    const shown = text.split('\ufffd').length - 1
    if (shown <= meant(bytes)) return text
    this.broken = true
    return text.slice(0, first)
  }
}

function meant(bytes: Uint8Array): number {
  let found = 0
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) found++
  }
  return found
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
