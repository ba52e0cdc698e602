import { chatCompletionsCost, chatCompletionsUsage } from './chat-completions-usage.ts'
import { failedFinish, finishReason } from './chat-completions-finish.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Json } from '../reading/json.ts'
import { ReasoningEcho } from '../asking/reasoning-echo.ts'
import { SseReader } from '../reading/sse-reader.ts'
import { ToolCallGatherer } from '../reading/tool-call-gatherer.ts'

/**
 * Reads a chat completion, streamed or (from a server that ignores `stream`) in one piece.
 * https://platform.openai.com/docs/api-reference/chat-streaming
 */
export class ChatCompletionsReader extends SseReader {
  #calls = new ToolCallGatherer()
  #echo = new ReasoningEcho()
  #finish = ''
  #native = ''
  #refused = false

  protected takeEvent(chunk: Json): void {
    const choices = chunk.choices
    if (Array.isArray(choices)) for (const choice of choices) this.#takeChoice(object(choice))
    const groq = object(chunk.x_groq)
    const usage = chunk.usage ?? groq.usage
    if (isObject(usage)) this.tellUsage(chatCompletionsUsage(usage), chatCompletionsCost(usage))
    const error = chunk.error ?? groq.error
    if (error) this.fail(errorFailure(200, { error }))
    this.held = this.#calls.size + this.#echo.size
  }

  protected takeEnd(): void {
    if (!this.#finish && !this.saidDone) return this.fail(providerFailure('provider_stream_broken', 200))
    const failed = failedFinish(this.#finish)
    if (failed) return this.fail(providerFailure(failed, 200, `its answer ended as "${this.#finish}"`))
    for (const item of this.#echo.items(this.#calls.any)) this.tell({ type: 'echo', item })
    this.#calls.emit((event) => this.tell(event))
    const reason = finishReason({
      said: this.#finish,
      native: this.#native,
      calledTools: this.#calls.any,
      refused: this.#refused,
    })
    this.finish(reason, this.#native || this.#finish)
  }

  #takeChoice(choice: Json): void {
    if (choice.index) return
    const delta = choice.delta ?? choice.message
    if (isObject(delta)) this.#takeDelta(delta)
    if (typeof choice.finish_reason === 'string') this.#finish = choice.finish_reason
    if (typeof choice.native_finish_reason === 'string') this.#native = choice.native_finish_reason
  }

  #takeDelta(delta: Json): void {
    const field = typeof delta.reasoning_content === 'string' ? 'reasoning_content' : 'reasoning'
    const reasoning = delta[field]
    if (typeof reasoning === 'string') this.#think(field, reasoning)
    if (delta.reasoning_details) this.#echo.addDetails(list(delta.reasoning_details))
    const content = delta.content
    if (typeof content === 'string') this.add('text', content)
    else if (Array.isArray(content)) this.#takeParts(content)
    if (typeof delta.refusal === 'string' && delta.refusal) this.#refuse(delta.refusal)
    if (delta.tool_calls) for (const call of list(delta.tool_calls)) this.#calls.add(call)
    else if (isObject(delta.function_call)) this.#calls.add({ index: 0, function: delta.function_call })
  }

  #think(field: string, words: string): void {
    this.#echo.addText(field, words)
    this.add('reasoning', words)
  }

  /** Mistral sends content as a string or as parts, in one and the same stream. */
  #takeParts(parts: unknown[]): void {
    for (const part of parts.map(object)) {
      if (part.type === 'thinking')
        for (const thought of list(part.thinking)) this.add('reasoning', text(object(thought).text))
      else this.add('text', text(part.text))
    }
  }

  #refuse(words: string): void {
    this.#refused = true
    this.add('text', words)
  }
}
