import type {
  BetaContentBlock,
  BetaMessage,
  BetaRawContentBlockDelta,
  BetaRawMessageDeltaEvent,
  BetaStopReason,
} from '@anthropic-ai/sdk/resources/beta/messages'
import { anthropicBill, anthropicUsage } from './usage.ts'
import { callMark, textMark } from '../asking/echo-order.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Json, type Sent } from '../json.ts'
import type { AnthropicEvent, AnthropicUsage } from './sdk-types.ts'
import { SseReader } from '../reading/sse-reader.ts'
import type { FinishReason } from '../wire.ts'

interface Block {
  start: Sent<BetaContentBlock>
  /** Characters of the answer's text before it. */
  at: number
  /** Length of the text, which is told at once and not kept. */
  chars: number
  /** Thinking, or the arguments of a call as they were written. */
  words: string
  signature: string
}

const reasons: Record<string, FinishReason | undefined> = {
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
} satisfies Partial<Record<BetaStopReason, FinishReason>>

/**
 * Reads an answer of Anthropic's Messages, streamed or in one piece. Tools that the provider runs itself are not ours to run,
 * so their blocks are passed over. https://docs.claude.com/en/docs/build-with-claude/streaming
 */
export class AnthropicReader extends SseReader<AnthropicEvent> {
  #blocks = new Map<number, Block>()
  #usage: Sent<AnthropicUsage> = {}
  #stop = ''

  protected takeEvent(event: Sent<AnthropicEvent>): void {
    switch (event.type) {
      case 'message_start':
        return this.#takeUsage(object<BetaMessage>(event.message).usage)
      case 'content_block_start':
        return this.#begin(Number(event.index), object<BetaContentBlock>(event.content_block))
      case 'content_block_delta':
        return this.#grow(Number(event.index), object<BetaRawContentBlockDelta>(event.delta))
      case 'message_delta':
        this.#stop = text(object<BetaRawMessageDeltaEvent.Delta>(event.delta).stop_reason) || this.#stop
        return this.#takeUsage(event.usage)
      case 'message_stop':
        return this.#conclude()
      case 'message':
        return this.#takeWhole(object<BetaMessage>(event))
      case 'error':
        return this.fail(errorFailure(200, event))
      default:
        if (event.error) this.fail(errorFailure(200, event))
    }
  }

  protected takeEnd(): void {
    if (this.#stop) return this.#conclude()
    this.fail(providerFailure('provider_stream_broken', 200))
  }

  #begin(index: number, start: Sent<BetaContentBlock>): void {
    this.#blocks.set(index, { start, at: this.chars, chars: 0, words: '', signature: text(start.signature) })
    if (start.type === 'tool_use') this.calling(text(start.name))
    this.held += text(start.data).length
    this.#write(index, 'text', text(start.text))
    this.#write(index, 'thinking', text(start.thinking))
  }

  #grow(index: number, delta: Sent<BetaRawContentBlockDelta>): void {
    switch (delta.type) {
      case 'text_delta':
        return this.#write(index, 'text', text(delta.text))
      case 'thinking_delta':
        return this.#write(index, 'thinking', text(delta.thinking))
      case 'input_json_delta':
        return this.#write(index, 'arguments', text(delta.partial_json))
      case 'signature_delta':
        return this.#sign(index, text(delta.signature))
    }
  }

  #write(index: number, kind: 'text' | 'thinking' | 'arguments', words: string): void {
    if (!words) return
    // Some servers that speak this format begin a block with its first words.
    if (kind !== 'arguments' && !this.#blocks.has(index)) this.#begin(index, { type: kind })
    const block = this.#blocks.get(index)
    if (!block) return
    if (kind === 'text') {
      block.chars += words.length
      return this.add('text', words)
    }
    block.words += words
    this.held += words.length
    if (kind === 'thinking') this.add('reasoning', words)
    else this.calling(words)
  }

  #sign(index: number, signature: string): void {
    const block = this.#blocks.get(index)
    if (block) block.signature += signature
    this.held += signature.length
  }

  #takeWhole(message: Sent<BetaMessage>): void {
    list(message.content).forEach((block, index) => this.#begin(index, object<BetaContentBlock>(block)))
    this.#stop = text(message.stop_reason)
    this.#takeUsage(message.usage)
    this.#conclude()
  }

  /** Each report says again what it knows, of some numbers more than the one before: fields overwrite, they don't add up. */
  #takeUsage(usage: unknown): void {
    if (!isObject<AnthropicUsage>(usage)) return
    for (const [name, value] of Object.entries(usage))
      if (value !== null) this.#usage[name as keyof Sent<AnthropicUsage>] = value
    this.tellUsage(anthropicUsage(this.#usage), null, anthropicBill(this.#usage))
  }

  #conclude(): void {
    const blocks = [...this.#blocks].sort(([one], [other]) => one - other).map(([, block]) => block)
    for (const item of echo(blocks)) this.tell({ type: 'echo', item })
    const calls = blocks.filter(isCall)
    for (const { start, words, at } of calls) {
      const written = words || inputOf(start)
      this.tell({ type: 'tool_call', id: text(start.id), name: text(start.name), arguments: written, at })
    }
    const reason = reasons[this.#stop] ?? (calls.length ? 'tool_calls' : 'stop')
    this.finish(reason, this.#stop)
  }
}

function isCall({ start }: Block): boolean {
  return start.type === 'tool_use'
}

/** What comes without deltas has its arguments in the block itself; a call without arguments has an empty object there. */
function inputOf(start: Sent<BetaContentBlock>): string {
  return JSON.stringify(object(start.input))
}

/** Thinking goes back with its signature or not at all; without any of it nothing has to. */
function echo(blocks: Block[]): Json[] {
  const items = blocks.flatMap((block): Json[] => {
    if (isCall(block)) return [callMark(text(block.start.id))]
    if (block.start.type === 'text') return [textMark(block.chars)]
    if (block.start.type === 'redacted_thinking') return [{ type: 'redacted_thinking', data: block.start.data }]
    if (block.start.type !== 'thinking' || !block.signature) return []
    return [{ type: 'thinking', thinking: block.words, signature: block.signature }]
  })
  return items.some(({ type }) => type === 'thinking' || type === 'redacted_thinking') ? items : []
}
