import { callMark, textMark } from '../asking/echo-order.ts'
import { isObject, object, text, type Json, type Sent } from '../json.ts'
import type { BedrockReasoning, BedrockStart, BedrockToolUse } from './sdk-types.ts'

export interface BedrockCall {
  id: string
  name: string
  arguments: string
  /** Characters of the answer's text before it. */
  at: number
}

interface Block {
  call: BedrockCall | null
  /** UTF-16 units of the answer's text. */
  chars: number
  /** A tool that Bedrock runs itself: nobody here may run it too. */
  served: boolean
  reasoning: string
  signature: string
  redacted: string[]
}

/** The blocks of one Converse answer, in order. Only those of tools have a start; the others begin with their first delta. */
export class BedrockBlocks {
  #blocks = new Map<unknown, Block>()
  /** Characters held, so that a reader can refuse to hold without end. */
  size = 0

  /** `at`: characters of the answer's text so far. */
  start(index: unknown, start: Sent<BedrockStart>, at: number): void {
    const block = this.#block(index)
    const use = start.toolUse
    block.served = isObject(start.toolResult) || text(object<BedrockToolUse>(use).type) === 'server_tool_use'
    if (isObject<BedrockToolUse>(use) && !block.served) {
      block.call = { id: text(use.toolUseId), name: text(use.name), arguments: '', at }
    }
  }

  text(index: unknown, words: string): void {
    if (words) this.#block(index).chars += words.length
  }

  input(index: unknown, piece: string): void {
    const { call } = this.#block(index)
    if (call) call.arguments += piece
    this.size += piece.length
  }

  reasoning(index: unknown, content: Sent<BedrockReasoning>): void {
    const block = this.#block(index)
    const [words, signature, redacted] = [text(content.text), text(content.signature), text(content.redactedContent)]
    block.reasoning += words
    block.signature += signature
    if (redacted) block.redacted.push(redacted)
    this.size += words.length + signature.length + redacted.length
  }

  get calls(): BedrockCall[] {
    return [...this.#blocks.values()].flatMap(({ call }) => (call ? [call] : []))
  }

  /** What goes back with the conversation, in its order: empty when there is no reasoning in it. */
  echo(): Json[] {
    const items = [...this.#blocks.values()].flatMap(echoOf)
    return items.some((item) => item.reasoningContent !== undefined) ? items : []
  }

  #block(index: unknown): Block {
    const known = this.#blocks.get(index)
    if (known) return known
    const block: Block = { call: null, chars: 0, served: false, reasoning: '', signature: '', redacted: [] }
    this.#blocks.set(index, block)
    return block
  }
}

/** Reasoning without a signature is nothing that a model would take back. */
function echoOf({ call, chars, reasoning, signature, redacted }: Block): Json[] {
  if (call) return [callMark(call.id)]
  if (redacted.length) return [{ reasoningContent: { redactedContent: joinBase64(redacted) } }]
  if (signature) return [{ reasoningContent: { reasoningText: { text: reasoning, signature } } }]
  return chars ? [textMark(chars)] : []
}

/** Each piece is base64 of its own, perhaps with padding. */
function joinBase64(pieces: string[]): string {
  if (pieces.length === 1) return pieces[0]!
  try {
    return btoa(pieces.map((piece) => atob(piece)).join(''))
  } catch {
    return pieces.join('')
  }
}
