import { parseJson } from '../../protocol/codec.ts'
import type { Model } from '../../protocol/rest/providers.ts'
import { AppError } from '../lib/error.ts'
import { readLimited } from '../lib/read-limited.ts'
import type { ProviderPlugin } from '../providers/registry.ts'
import type { Credentials } from '../providers/wire.ts'

const LIST_MAX_BYTES = 1_000_000
const FAILURE_MAX_BYTES = 64_000
const PATIENCE_MS = 10_000

/** The provider's own list of models, now. Throws ai_provider_error saying what went wrong. */
export async function askModels(plugin: ProviderPlugin, credentials: Credentials): Promise<Model[]> {
  const response = await ask(plugin, credentials)
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel()
    throw failed(odd(response.status, 'This address sends elsewhere, and redirects are not followed.'))
  }
  if (!response.ok) {
    const body = await readLimited(response, FAILURE_MAX_BYTES)
    const text = body ? new TextDecoder().decode(body) : ''
    throw failed(plugin.wire.failure(response.status, response.headers, text))
  }
  const body = await readLimited(response, LIST_MAX_BYTES).catch(() => null)
  if (!body) throw failed(odd(response.status, 'The list of models was cut, or it is too long.'))
  try {
    return plugin.wire.readModels(parseJson(new TextDecoder().decode(body)))
  } catch {
    throw failed(odd(response.status, 'This address did not answer with a list of models.'))
  }
}

async function ask(plugin: ProviderPlugin, credentials: Credentials): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  // Not followed: a redirect could lead the key to another host, or us into a private network.
  const request = new Request(await plugin.wire.models(credentials), { redirect: 'manual', signal })
  try {
    return await plugin.fetch(request)
  } catch {
    const message = signal.aborted ? 'The provider did not answer in time.' : 'The provider could not be reached.'
    throw failed({ kind: 'provider_unreachable', status: null, message, retry_after: null })
  }
}

function odd(status: number, message: string) {
  return { kind: 'provider_error', status, message, retry_after: null } as const
}

function failed(provider: NonNullable<AppError['extras']['provider']>): AppError {
  const retry_after = provider.retry_after ?? undefined
  return new AppError('ai_provider_error', provider.message, { provider, retry_after })
}
