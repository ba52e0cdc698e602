import { isObject, object, text, type Json } from './json.ts'

export interface BedrockCall {
  id: string
  name: string
  arguments: string
}

interface Block {
  call: BedrockCall | null
  /** A tool that Bedrock runs itself: nobody here may run it too. */
  served: boolean
  reasoning: string
  signature: string
  redacted: string[]
}

/** The blocks of one Converse answer. Only those of tools have a start; the others begin with their first delta. */
export class BedrockBlocks {
  #open = new Map<unknown, Block>()
  readonly calls: BedrockCall[] = []
  /** Characters held, so that a reader can refuse to hold without end. */
  size = 0

  start(index: unknown, start: Json): void {
    const block = this.#block(index)
    const use = start.toolUse
    block.served = isObject(start.toolResult) || text(object(use).type) === 'server_tool_use'
    if (isObject(use) && !block.served) {
      block.call = { id: text(use.toolUseId), name: text(use.name), arguments: '' }
      this.calls.push(block.call)
    }
  }

  input(index: unknown, piece: string): void {
    const { call } = this.#block(index)
    if (call) call.arguments += piece
    this.size += piece.length
  }

  reasoning(index: unknown, content: Json): void {
    const block = this.#block(index)
    const pieces = [text(content.text), text(content.signature), text(content.redactedContent)] as const
    block.reasoning += pieces[0]
    block.signature += pieces[1]
    if (pieces[2]) block.redacted.push(pieces[2])
    this.size += pieces[0].length + pieces[1].length + pieces[2].length
  }

  /** What of this block must be sent back with the conversation; null: nothing. */
  stop(index: unknown): unknown {
    const block = this.#open.get(index)
    this.#open.delete(index)
    return block ? echoOf(block) : null
  }

  stopAll(): unknown[] {
    return [...this.#open.keys()].map((index) => this.stop(index))
  }

  #block(index: unknown): Block {
    const known = this.#open.get(index)
    if (known) return known
    const block: Block = { call: null, served: false, reasoning: '', signature: '', redacted: [] }
    this.#open.set(index, block)
    return block
  }
}

/** Reasoning without a signature is nothing that a model would take back. */
function echoOf(block: Block): unknown {
  if (block.redacted.length) return { reasoningContent: { redactedContent: joinBase64(block.redacted) } }
  if (!block.signature) return null
  return { reasoningContent: { reasoningText: { text: block.reasoning, signature: block.signature } } }
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
