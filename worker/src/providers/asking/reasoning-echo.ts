import { isObject, text, type Json } from '../json.ts'

/** Fields of a reasoning detail that come in pieces. */
const pieces = ['text', 'summary', 'data'] as const

/**
 * What a model behind chat completions wants back of its reasoning: OpenRouter's `reasoning_details`, put together from their
 * pieces, or (DeepSeek, Z.ai, llama.cpp) the text under the field it came in, as long as the tools it called are at work.
 * https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
export class ReasoningEcho {
  #details: Json[] = []
  #field = ''
  #text = ''
  /** Characters held. */
  size = 0

  addText(field: string, words: string): void {
    this.#field ||= field
    this.#text += words
    this.size += words.length
  }

  addDetails(details: unknown[]): void {
    for (const detail of details) if (isObject(detail)) this.#addDetail(detail)
  }

  items(calledTools: boolean): unknown[] {
    if (this.#details.length) return this.#details
    return calledTools && this.#text ? [{ [this.#field]: this.#text }] : []
  }

  #addDetail(detail: Json): void {
    for (const piece of pieces) this.size += text(detail[piece]).length
    const known = this.#details.find((one) => continues(one, detail))
    if (!known) return void this.#details.push({ ...detail })
    for (const [name, value] of Object.entries(detail)) {
      if (pieces.some((piece) => piece === name)) known[name] = text(known[name]) + text(value)
      else if (value !== null && value !== '') known[name] = value
    }
  }
}

/** Encrypted pieces are whole: two of them are two. */
function continues(one: Json, next: Json): boolean {
  if (one.type !== next.type || next.type === 'reasoning.encrypted') return false
  const sameId = !one.id || !next.id || one.id === next.id
  return sameId && one.index === next.index
}
