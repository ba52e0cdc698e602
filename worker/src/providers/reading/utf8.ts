/**
 * Bytes to text, cut anywhere. A decoder that throws at bytes which are no UTF-8 would take what stood before them along, one
 * that puts U+FFFD in their place hides that an answer is damaged: this one returns what is good and says `broken`.
 */
export class Utf8 {
  /** Made for the first character that is cut: most answers come in pieces that none is. */
  #decoder: TextDecoder | null = null
  #isFirst = true
  /** The last two bytes of what came before: a U+FFFD that is meant (EF BF BD) may be cut too. */
  #last = 0
  #lastButOne = 0
  broken = false

  decode(bytes: Uint8Array): string {
    if (this.broken) return ''
    const text = this.#text(bytes)
    const first = text.indexOf('\ufffd')
    if (first >= 0) return this.#checked(text, first, bytes)
    this.#remember(bytes)
    return text
  }

  /** What a body that ended within a character leaves: nothing, but `broken`. */
  end(): string {
    if (!this.broken && (this.#decoder?.decode() ?? '') !== '') this.broken = true
    return ''
  }

  #text(bytes: Uint8Array): string {
    const endsInAscii = bytes.length > 0 && bytes[bytes.length - 1]! < 0x80
    const isWhole = this.#last < 0x80 && endsInAscii
    const text = isWhole ? whole.decode(bytes) : (this.#decoder ??= newDecoder()).decode(bytes, { stream: true })
    if (!this.#isFirst || text === '') return text
    this.#isFirst = false
    return text.startsWith(BOM) ? text.slice(1) : text
  }

  #checked(text: string, first: number, bytes: Uint8Array): string {
    const shown = text.split('\ufffd').length - 1
    const known = new Uint8Array(bytes.length + 2)
    known.set([this.#lastButOne, this.#last])
    known.set(bytes, 2)
    this.#remember(bytes)
    if (shown <= meant(known)) return text
    this.broken = true
    return text.slice(0, first)
  }

  #remember(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#lastButOne = bytes.length > 1 ? bytes[bytes.length - 2]! : this.#last
    this.#last = bytes[bytes.length - 1]!
  }
}

/** Keeps every U+FEFF: only the first of all is a mark, and the rest is text. */
const newDecoder = () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: false })
/** For pieces that need nothing of the ones before them. */
const whole = newDecoder()
const BOM = '\ufeff'

function meant(bytes: Uint8Array): number {
  let found = 0
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) found++
  }
  return found
}
