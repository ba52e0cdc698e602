import { parseJson } from '../../protocol/codec.ts'
import { AppError } from '../lib/error.ts'
import { readLimited } from '../lib/read-limited.ts'
import type { ProviderPlugin } from '../providers/registry.ts'

const ANSWER_MAX_BYTES = 4_000_000
const FAILURE_MAX_BYTES = 64_000

/** What a provider answers to a question that is no turn, as JSON. Throws ai_provider_error saying what went wrong. */
export async function askProvider(
  plugin: ProviderPlugin,
  asked: Request,
  signal: AbortSignal,
  most = ANSWER_MAX_BYTES,
): Promise<unknown> {
  const response = await answer(plugin, asked, signal)
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel()
    throw oddAnswer(response.status, 'This address sends elsewhere, and redirects are not followed.')
  }
  if (!response.ok) {
    const body = await readLimited(response, FAILURE_MAX_BYTES)
    const text = body ? new TextDecoder().decode(body) : ''
    throw failed(plugin.wire.failure(response.status, response.headers, text))
  }
  const body = await readLimited(response, most).catch(() => null)
  if (!body) throw oddAnswer(response.status, 'The answer was cut, or it is too long.')
  try {
    return parseJson(new TextDecoder().decode(body))
  } catch {
    throw oddAnswer(response.status, 'This address did not answer with JSON.')
  }
}

async function answer(plugin: ProviderPlugin, asked: Request, signal: AbortSignal): Promise<Response> {
  // Not followed: a redirect could lead the key to another host, or us into a private network.
  const request = new Request(asked, { redirect: 'manual', signal })
  try {
    return await plugin.fetch(request)
  } catch {
    const message = signal.aborted ? 'The provider did not answer in time.' : 'The provider could not be reached.'
    throw failed({ kind: 'provider_unreachable', status: null, message, retry_after: null })
  }
}

export function oddAnswer(status: number, message: string): AppError {
  return failed({ kind: 'provider_error', status, message, retry_after: null })
}

function failed(provider: NonNullable<AppError['extras']['provider']>): AppError {
  const retry_after = provider.retry_after ?? undefined
  return new AppError('ai_provider_error', provider.message, { provider, retry_after })
}
