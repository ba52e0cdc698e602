import type { ProviderFailure } from '#protocol/error.ts'
import { providerFailure } from '../providers/failure/failure.ts'
import { readAtMost } from '../lib/read-at-most.ts'
import { RefusedRequest } from '../providers/failure/refused-request.ts'
import { withoutSecrets } from '../providers/failure/without-secrets.ts'
import type { Credentials, Fetch, ModelRequest, WireFormat } from '../providers/wire.ts'
import { readAnswer } from './read-answer.ts'
import { SilenceWatch } from './silence.ts'
import { newEnd, type StepEnd, type StepSink } from './step-end.ts'

/** What a step needs of the world, so that it runs in a plain test. */
export interface StepPorts {
  fetch: Fetch
  wire: WireFormat
  credentials: Credentials
  /** Milliseconds without a byte after which the provider counts as gone. */
  silence_ms: number
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
  const watch = new SilenceWatch(ports.silence_ms, stop)
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    return await exchange(ports, request, abort.signal, watch, sink)
  } catch (error) {
    signal.throwIfAborted()
    if (watch.rang) return newEnd(silent(watch.silentMs))
    if (error instanceof RefusedRequest) return newEnd(error.failure)
    return newEnd(providerFailure('provider_unreachable', null, reasonOf(error)))
  } finally {
    signal.removeEventListener('abort', stop)
    watch.end()
  }
}

async function exchange(
  ports: StepPorts,
  request: ModelRequest,
  signal: AbortSignal,
  watch: SilenceWatch,
  sink: StepSink,
): Promise<StepEnd> {
  const made = ports.wire.request(ports.credentials, request)
  const outgoing = new Request(made instanceof Promise ? await made : made, { signal, redirect: 'manual' })
  const response = await ports.fetch(outgoing)
  if (!response.ok || !response.body) {
    const body = await readAtMost(response, ERROR_BODY_MAX)
    if (!watch.rang) signal.throwIfAborted()
    const failure = withoutKey(ports.wire.failure(response.status, response.headers, body), ports)
    return newEnd(watch.rang ? { ...failure, retryable: false } : failure)
  }
  const end = newEnd()
  await readAnswer(ports.wire.reader(), response.body, watch, sink, end)
  // quiet in the middle: what arrived stays, as with any other break
  if (watch.rang) end.failure = silent(watch.silentMs)
  if (end.failure) end.failure = withoutKey(end.failure, ports)
  return end
}

/** A silent refusal is not tried again: whoever waited this long once should not wait three times more. */
function silent(ms: number): ProviderFailure {
  return providerFailure('provider_stream_broken', null, `the model said nothing for ${ms / 1000} s`)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

/** What they say of it is shown to everyone in the thread. */
function withoutKey(failure: ProviderFailure, { credentials }: StepPorts): ProviderFailure {
  return withoutSecrets(failure, credentials.api_key)
}
