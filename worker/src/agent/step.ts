import type { ProviderFailure } from '../../protocol/error.ts'
import type { Usage } from '../../protocol/usage.ts'
import type {
  Credentials,
  Emit,
  Fetch,
  FinishReason,
  ModelRequest,
  ProviderEvent,
  WireFormat,
} from '../providers/wire.ts'
import { SilenceWatch } from './silence.ts'

/** What a step needs of the world, so that it runs in a plain test. */
export interface StepPorts {
  fetch: Fetch
  wire: WireFormat
  credentials: Credentials
  /** Milliseconds without a byte after which the provider counts as gone. */
  silence_ms: number
}

/** Who hears the answer while it comes. */
export interface StepSink {
  text(text: string): void
  reasoning(text: string): void
  /** Everything that arrived together has been told: a good moment to pass it on. */
  settle(): void
}

/** How one request to a provider ended: with a reason, or with a failure. */
export interface StepEnd {
  reason: FinishReason | null
  failure: ProviderFailure | null
  usage: Usage | null
  cost_usd: string | null
}

const ERROR_BODY_MAX = 64_000

/**
 * One request to a model and its whole answer. Never throws for what a provider does: that is in `failure`. Aborting `signal`
 * closes the connection to the provider and throws the signal's reason.
 */
export async function runStep(
  ports: StepPorts,
  request: ModelRequest,
  signal: AbortSignal,
  sink: StepSink,
): Promise<StepEnd> {
  // one controller for both reasons to give up: `AbortSignal.any` costs as much as sending the request
  const abort = new AbortController()
  const stop = () => abort.abort()
  let wasSilent = false
  const watch = new SilenceWatch(ports.silence_ms, () => {
    wasSilent = true
    abort.abort()
  })
  signal.addEventListener('abort', stop)
  try {
    return await exchange(ports, request, abort.signal, watch, sink)
  } catch (error) {
    signal.throwIfAborted()
    return unreachable(wasSilent ? `The model said nothing for ${ports.silence_ms / 1000} s.` : reasonOf(error))
  } finally {
    signal.removeEventListener('abort', stop)
    watch.end()
  }
}

function reasonOf(error: unknown): string {
  return `The provider can't be reached: ${error instanceof Error ? error.message : 'no reason given'}`
}

async function exchange(
  ports: StepPorts,
  request: ModelRequest,
  signal: AbortSignal,
  watch: SilenceWatch,
  sink: StepSink,
) {
  const made = ports.wire.request(ports.credentials, request)
  const outgoing = new Request(made instanceof Promise ? await made : made, { signal, redirect: 'manual' })
  const response = await ports.fetch(outgoing)
  if (!response.ok || !response.body) {
    const failure = ports.wire.failure(response.status, response.headers, await readAtMost(response, ERROR_BODY_MAX))
    return { reason: null, failure: withoutKey(failure, ports), usage: null, cost_usd: null }
  }
  const end = await readAnswer(ports.wire, response.body, watch, sink)
  return end.failure ? { ...end, failure: withoutKey(end.failure, ports) } : end
}

/** Some providers repeat the key in what they say of it; what they say is shown to everyone in the thread. */
function withoutKey(failure: ProviderFailure, { credentials }: StepPorts): ProviderFailure {
  const { api_key } = credentials
  if (api_key.length < 6 || !failure.message.includes(api_key)) return failure
  return { ...failure, message: failure.message.split(api_key).join('…') }
}

async function readAnswer(wire: WireFormat, body: ReadableStream<Uint8Array>, watch: SilenceWatch, sink: StepSink) {
  const end: StepEnd = { reason: null, failure: null, usage: null, cost_usd: null }
  const emit: Emit = (event) => take(event, end, sink)
  const wireReader = wire.reader()
  const bytes = body.getReader()
  try {
    while (!wireReader.done) {
      const { done, value } = await bytes.read()
      if (done) break
      watch.heard()
      wireReader.push(value, emit)
      sink.settle()
    }
  } catch (error) {
    if (isAbort(error)) throw error
    // the connection broke: the reader says so below, with what arrived kept
  } finally {
    void bytes.cancel().catch(() => {})
  }
  if (!wireReader.done) wireReader.end(emit)
  return end
}

function take(event: ProviderEvent, end: StepEnd, sink: StepSink): void {
  switch (event.type) {
    case 'text':
      return sink.text(event.text)
    case 'reasoning':
      return sink.reasoning(event.text)
    case 'usage':
      end.usage = event.usage
      end.cost_usd = event.cost_usd ?? end.cost_usd
      return
    case 'finish':
      end.reason = event.reason
      return
    case 'failure':
      end.failure = event.failure
      return
    case 'tool_call':
      // no tools are offered in chat mode; a call made all the same has nobody to run it
      return
  }
}

/** The text of a body, up to `most` bytes; the rest is cancelled, since an unread body holds a connection. */
export async function readAtMost(response: Response, most: number): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; bytes < most;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    text += decoder.decode(value, { stream: true })
  }
  void reader.cancel().catch(() => {})
  return text
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function unreachable(message: string): StepEnd {
  const failure = { kind: 'provider_unreachable' as const, status: null, message, retry_after: null }
  return { reason: null, failure, usage: null, cost_usd: null }
}
