import { chatCompletionsCost, chatCompletionsUsage } from '../chat-completions/usage.ts'
import { errorFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Sent } from '../json.ts'
import type {
  ResponsesAnswer,
  ResponsesIncomplete,
  ResponsesEvent,
  ResponsesOutput,
  ResponsesPart,
  ResponsesUsage,
} from './sdk-types.ts'
import { ResponseItems } from './items.ts'
import { SseReader } from '../reading/sse-reader.ts'
import type { FinishReason } from '../wire.ts'

/**
 * Reads an answer of OpenAI's Responses, streamed or in one piece. Events are known by the `type` in their data: several
 * servers leave the line `event:` out. Items are known by `output_index`: their ids differ from event to event at some.
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */
export class ResponsesReader extends SseReader<ResponsesEvent> {
  #items = new ResponseItems()
  #refused = false
  #thought = false

  protected takeEvent(event: Sent<ResponsesEvent>): void {
    const { type } = event
    switch (type) {
      case 'response.output_text.delta':
        return this.#say(event, text(event.delta))
      case 'response.refusal.delta':
        this.#refused = true
        return this.#say(event, text(event.delta))
      case 'response.reasoning_summary_part.added':
        return this.#separate()
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        return this.#think(event, text(event.delta))
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        return this.#write(event.output_index, text(event.delta))
      case 'response.function_call_arguments.done':
      case 'response.custom_tool_call_input.done':
        return this.calling(this.#items.endArguments(event.output_index, text(event.arguments) || text(event.input)))
      case 'response.output_text.done':
        return this.#say(event, this.#items.unheard(event.output_index, text(event.text)))
      case 'response.output_item.added':
        return this.#begin(event.output_index, object<ResponsesOutput>(event.item))
      case 'response.output_item.done':
        return this.#endItem(event.output_index, object<ResponsesOutput>(event.item))
      case 'response.completed':
      case 'response.done':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        return this.#conclude(object<ResponsesAnswer>(event.response))
      case 'error':
      case 'response.error':
        return this.fail(errorFailure(200, isObject(event.error) ? event : { error: event }))
      default:
        return this.#takeOther(text(type), event)
    }
  }

  protected takeEnd(): void {
    this.fail(providerFailure('provider_stream_broken', 200))
  }

  /** An event that says nothing of the answer, a failure without a type, or the whole answer in one piece. */
  #takeOther(type: string, event: Sent<ResponsesEvent>): void {
    if (!type && event.error) return this.fail(errorFailure(200, event))
    if (!type && Array.isArray(event.output)) this.#conclude(object<ResponsesAnswer>(event))
  }

  #begin(index: unknown, item: Sent<ResponsesOutput>): void {
    this.calling(text(item.name))
    this.#items.begin(index, item, this.chars)
  }

  #say(event: Sent<ResponsesEvent>, words: string): void {
    this.#hold(this.#items.addText(event.output_index, words))
    this.add('text', words)
  }

  #write(index: unknown, words: string): void {
    this.calling(words)
    this.#hold(this.#items.addArguments(index, words))
  }

  #think(event: Sent<ResponsesEvent>, words: string): void {
    this.#hold(this.#items.addThought(event.output_index, words))
    this.#thought ||= words !== ''
    this.add('reasoning', words)
  }

  /** Parts of a summary are paragraphs with a title each. */
  #separate(): void {
    if (this.#thought) this.add('reasoning', '\n\n')
  }

  #hold(characters: number): void {
    this.held = characters
  }

  #endItem(index: unknown, item: Sent<ResponsesOutput>): void {
    const missed = this.#items.finish(index, item, this.chars)
    this.#refused ||= list(item.content).some((part) => object<ResponsesPart>(part).type === 'refusal')
    if (missed.thought && !missed.heard) this.#separate()
    this.#thought ||= missed.thought !== ''
    this.add('reasoning', missed.thought)
    this.add('text', missed.text)
  }

  /** The last event repeats the whole answer: what a server didn't stream is taken from it. */
  #conclude(response: Sent<ResponsesAnswer>): void {
    const items = list(response.output).map(object<ResponsesOutput>)
    items.forEach((item, index) => {
      const nth = items.slice(0, index).filter((one) => one.type === item.type).length
      const place = this.#items.placeOf(index, item, nth)
      if (place !== null) this.#endItem(place, item)
    })
    if (isObject<ResponsesUsage>(response.usage)) this.#takeUsage(response.usage)
    const status = text(response.status) || 'completed'
    if (status !== 'completed' && status !== 'incomplete') return this.#failed(status, response)
    for (const item of this.#items.echo()) this.tell({ type: 'echo', item })
    for (const call of this.#items.calls()) this.tell({ type: 'tool_call', ...call })
    this.finish(this.#reason(status, object<ResponsesIncomplete>(response.incomplete_details)), status)
  }

  #reason(status: string, incomplete: Sent<ResponsesIncomplete>): FinishReason {
    if (this.#refused || incomplete.reason === 'content_filter') return 'content_filter'
    if (status === 'incomplete') return 'length'
    return this.#items.calls().length ? 'tool_calls' : 'stop'
  }

  #takeUsage(usage: Sent<ResponsesUsage>): void {
    const said = {
      prompt_tokens: usage.input_tokens,
      prompt_tokens_details: usage.input_tokens_details,
      completion_tokens: usage.output_tokens,
      completion_tokens_details: usage.output_tokens_details,
      total_tokens: usage.total_tokens,
    }
    this.tellUsage(chatCompletionsUsage(said), chatCompletionsCost(usage))
  }

  #failed(status: string, response: Sent<ResponsesAnswer>): void {
    if (isObject(response.error)) return this.fail(errorFailure(200, response))
    this.fail(providerFailure('provider_error', 200, `its answer ended as "${status}"`))
  }
}
