import { chatCompletionsCost, chatCompletionsUsage, countsTokens } from './usage.ts'
import { chatCompletionsError } from './error.ts'
import { failedFinish, finishReason } from './finish.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Json, type Sent } from '../json.ts'
import type { ChatChoice, ChatDelta, ChatEvent, ChatUsage } from './sdk-types.ts'
import { ReasoningEcho } from '../asking/reasoning-echo.ts'
import { SseReader } from '../reading/sse-reader.ts'
import { ToolCallGatherer } from '../reading/tool-call-gatherer.ts'

/** GitHub Copilot has a name of its own. */
const reasoningFields = ['reasoning_content', 'reasoning', 'reasoning_text'] as const

/**
 * Reads a chat completion, streamed or (from a server that ignores `stream`) in one piece.
 * https://platform.openai.com/docs/api-reference/chat-streaming
 */
export class ChatCompletionsReader extends SseReader<ChatEvent> {
  #calls = new ToolCallGatherer()
  #echo = new ReasoningEcho()
  #finish = ''
  #native = ''
  #refused = false
  #counted = false
  /** What a choice says that went wrong (OpenRouter). */
  #failed: unknown

  protected takeEvent(chunk: Sent<ChatEvent>, whole = false): void {
    const choices = chunk.choices
    if (Array.isArray(choices)) for (const choice of choices) this.#takeChoice(object<ChatChoice>(choice), whole)
    const groq = object(chunk.x_groq)
    const usage = chunk.usage ?? groq.usage
    if (isObject<ChatUsage>(usage)) this.#takeUsage(usage)
    const error = chatCompletionsError(chunk) ?? groq.error ?? this.#failed
    if (error) this.fail(errorFailure(200, { error }))
    this.held = this.#calls.size + this.#echo.size
  }

  protected takeEnd(): void {
    if (!this.#finish && !this.saidDone) return this.fail(providerFailure('provider_stream_broken', 200))
    const failed = failedFinish(this.#finish)
    if (failed) return this.fail(providerFailure(failed, 200, `its answer ended as "${this.#finish}"`))
    for (const item of this.#echo.items(this.#calls.any)) this.tell({ type: 'echo', item })
    for (const item of this.#calls.signatures()) this.tell({ type: 'echo', item })
    this.#calls.emit((event) => this.tell(event))
    const reason = finishReason({
      said: this.#finish,
      native: this.#native,
      calledTools: this.#calls.any,
      refused: this.#refused,
    })
    this.finish(reason, this.#native || this.#finish)
  }

  /** What counts nothing tells nothing, and takes nothing back that was counted. */
  #takeUsage(raw: Sent<ChatUsage>): void {
    if (countsTokens(raw) || (!this.#counted && typeof raw.total_tokens === 'number')) {
      this.tellUsage(chatCompletionsUsage(raw), chatCompletionsCost(raw))
      this.#counted = countsTokens(raw)
    }
  }

  /** Perplexity sends `message` beside `delta`: in a stream all of the text so far, in a whole answer what counts. */
  #takeChoice(choice: Sent<ChatChoice>, whole: boolean): void {
    if (Number(choice.index ?? 0) > 0) return
    const [first, second] = whole ? [choice.message, choice.delta] : [choice.delta, choice.message]
    const delta = first ?? second
    if (isObject<ChatDelta>(delta)) this.#takeDelta(delta)
    // OpenRouter's whole answers of some models name no reason: whole they are all the same.
    if (whole && isObject<ChatDelta>(delta) && (text(delta.content) || this.#calls.any)) this.saidDone = true
    // A last chunk may repeat an empty one.
    this.#finish = text(choice.finish_reason) || this.#finish
    this.#native = text(choice.native_finish_reason) || this.#native
    this.#failed ??= choice.error
  }

  #takeDelta(delta: Sent<ChatDelta>): void {
    this.#takeReasoning(delta)
    const content = delta.content
    if (typeof content === 'string') this.add('text', content)
    else if (Array.isArray(content)) this.#takeParts(content)
    if (typeof delta.refusal === 'string' && delta.refusal) this.#refuse(delta.refusal)
    if (delta.tool_calls) for (const call of list(delta.tool_calls)) this.#call(call)
    else if (isObject(delta.function_call)) this.#call({ index: 0, function: delta.function_call })
  }

  #call(piece: unknown): void {
    this.calling(this.#calls.add(piece, this.chars))
  }

  /** Under one name only: some servers send the same words under two. */
  #takeReasoning(delta: Sent<ChatDelta>): void {
    const details = list(delta.reasoning_details)
    if (details.length) this.#echo.addDetails(details)
    const field = reasoningFields.find((name) => text(delta[name]))
    if (field) return this.#think(field, text(delta[field]))
    for (const detail of details.map(object)) this.add('reasoning', text(detail.text) || text(detail.summary))
  }

  #think(field: string, words: string): void {
    this.#echo.addText(field, words)
    this.add('reasoning', words)
  }

  /** Mistral sends content as a string or as parts, in one and the same stream. */
  #takeParts(parts: unknown[]): void {
    for (const part of parts.map(object)) {
      if (typeof part.refusal === 'string') this.#refuse(part.refusal)
      else if (part.type === 'thinking' || part.type === 'reasoning') this.add('reasoning', thoughtsOf(part))
      else this.add('text', text(part.text))
    }
  }

  #refuse(words: string): void {
    this.#refused = true
    this.add('text', words)
  }
}

/** Mistral's parts of thinking hold parts, Databricks' a summary, others text. */
function thoughtsOf(part: Json): string {
  const inner = part.thinking ?? part.summary ?? part.reasoning ?? part.text
  if (typeof inner === 'string') return inner
  return list(inner)
    .map((one) => text(object(one).text))
    .join('')
}
