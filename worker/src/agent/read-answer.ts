import { unreachable } from '#protocol/unreachable.ts'
import { providerFailure } from '../providers/failure/failure.ts'
import type { Emit, FinishReason, ProviderEvent, WireReader } from '../providers/wire.ts'
import { isTooDeep, jsonShape } from './json-shape.ts'
import type { SilenceWatch } from './silence.ts'
import type { StepEnd, StepSink, ToolCallEvent } from './step-end.ts'

/** No answer is this long, on the wire or as text: a stream that goes on ends here, whoever reads it. */
const ANSWER_MAX_BYTES = 64 * 1024 * 1024
const ANSWER_MAX_CHARS = 8_000_000

/** Reads a provider's answer to its end into `end`, telling `sink` what comes. A connection that breaks is a failure in `end`. */
export async function readAnswer(
  wireReader: WireReader,
  body: ReadableStream<Uint8Array>,
  watch: SilenceWatch,
  sink: StepSink,
  end: StepEnd,
): Promise<void> {
  let chars = 0
  const emit: Emit = (event) => {
    watch.heardEvent()
    if ('text' in event) chars += event.text.length
    take(event, end, sink)
  }
  const bytes = body.getReader()
  let left = ANSWER_MAX_BYTES
  try {
    while (!wireReader.done && left > 0 && chars <= ANSWER_MAX_CHARS) {
      const { done, value } = await bytes.read()
      if (done) break
      const now = watch.heard()
      left -= value.byteLength
      wireReader.push(value, emit)
      sink.settle(now)
    }
  } catch (error) {
    if (isAbort(error) && !watch.rang) throw error
    // the connection broke: the reader says so below, with what arrived kept
  } finally {
    void bytes.cancel().catch(() => {})
  }
  if (!wireReader.done && (left <= 0 || chars > ANSWER_MAX_CHARS)) end.failure = tooLong()
  else if (!wireReader.done) wireReader.end(emit)
  sink.settle(Date.now())
}

function take(event: ProviderEvent, end: StepEnd, sink: StepSink): void {
  switch (event.type) {
    case 'text':
      return sink.text(event.text)
    case 'reasoning':
      return sink.reasoning(event.text)
    case 'calling':
      return sink.calling?.(event.text)
    case 'echo':
      if (!isTooDeep(event.item)) end.echo.push(event.item)
      return
    case 'tool_call':
      end.tool_calls.push(event)
      return sink.toolCall?.(event)
    case 'usage':
      end.usage = event.usage
      end.billed = event.billed ?? null
      end.cost_usd = event.cost_usd ?? end.cost_usd
      return sink.usage?.(end.usage, end.cost_usd)
    case 'finish':
      // some say that all is well, or `tool_calls`, where their model ran out of tokens within a call
      end.reason = isCut(end.tool_calls.at(-1)) ? cutReason(event.reason) : event.reason
      end.native = event.native
      return
    case 'failure':
      end.failure = event.failure
      return
    default:
      return unreachable(event)
  }
}

function isCut(call: ToolCallEvent | undefined): boolean {
  return call !== undefined && jsonShape(call.arguments).isCut
}

function cutReason(reason: FinishReason): FinishReason {
  return reason === 'content_filter' ? reason : 'length'
}

function tooLong(): StepEnd['failure'] {
  return providerFailure('provider_error', 200, 'its answer never ended, and was cut')
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
