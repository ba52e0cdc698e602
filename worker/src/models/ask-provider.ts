import { parseJson } from '#protocol/codec.ts'
import type { ProviderFailure } from '#protocol/error.ts'
import { AppError } from '../lib/error.ts'
import { readAtMost } from '../lib/read-at-most.ts'
import { readLimited } from '../lib/read-limited.ts'
import { providerFailure } from '../providers/failure/failure.ts'
import { withoutSecrets } from '../providers/failure/without-secrets.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import type { Credentials } from '../providers/wire.ts'

const ANSWER_MAX_BYTES = 4_000_000
const FAILURE_MAX_BYTES = 64_000

/** What a provider answers to a question that is no turn, as JSON. Throws ai_provider_error saying what went wrong. */
export async function askProvider(
  plugin: ProviderPlugin,
  { api_key }: Credentials,
  asked: Request,
  signal: AbortSignal,
  most = ANSWER_MAX_BYTES,
): Promise<unknown> {
  const response = await answer(plugin, asked, signal)
  if (!response.ok) {
    const body = await readAtMost(response, FAILURE_MAX_BYTES)
    const failure = plugin.wire.failure(response.status, response.headers, body)
    throw failed(withoutSecrets(failure, api_key))
  }
  const body = await readLimited(response, most).catch(() => undefined)
  if (signal.aborted) throw late()
  if (body === undefined) throw failed(providerFailure('provider_stream_broken', response.status))
  if (body === null) throw oddAnswer(response.status, `its answer is larger than ${most / 1_000_000} MB`)
  const json = parseJson(new TextDecoder().decode(body))
  if (json === undefined) throw oddAnswer(response.status, `${odd(body[0])}; is the base URL right?`)
  return json
}

async function answer(plugin: ProviderPlugin, asked: Request, signal: AbortSignal): Promise<Response> {
  // A redirect is not followed: it could lead the key to another host, or us into a private network.
  const request = new Request(asked, { redirect: 'manual', signal })
  try {
    return await plugin.fetch(request)
  } catch (error) {
    if (signal.aborted) throw late()
    throw failed(providerFailure('provider_unreachable', null, error instanceof Error ? error.message : ''))
  }
}

/** What stands in the place of JSON is known by its first byte. */
function odd(byte: number | undefined): string {
  if (byte === 0x3c) return 'it answered with a web page'
  if (byte === 0x1f) return 'it answered with compressed bytes'
  return byte === undefined ? 'it answered with nothing' : 'it answered with something that is not JSON'
}

export function oddAnswer(status: number, detail: string): AppError {
  return failed(providerFailure('provider_error', status, detail))
}

function late(): AppError {
  return failed(providerFailure('provider_unreachable', null, 'it did not answer in time'))
}

function failed(provider: ProviderFailure): AppError {
  const retry_after = provider.retry_after ?? undefined
  return new AppError('ai_provider_error', provider.message, { provider, retry_after })
}
