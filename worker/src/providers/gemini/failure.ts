import { parseJson } from '#protocol/codec.ts'
import type { ProviderFailure, ProviderFailureKind } from '#protocol/error.ts'
import { errorFailure, httpFailure, providerFailure } from '../failure/failure.ts'
import { isObject, list, object, text, type Json } from '../json.ts'

/** What an answer outside 2xx means: Google's own word for it says more than the status. */
export function geminiFailure(status: number, headers: Headers, body: string): ProviderFailure {
  return precisely(httpFailure(status, headers, body), first(parseJson(body)))
}

/** An error within a stream that began well. */
export function geminiStreamFailure(said: Json): ProviderFailure {
  return precisely(errorFailure(200, said), said)
}

/** https://ai.google.dev/gemini-api/docs/troubleshooting */
function precisely(failure: ProviderFailure, said: Json): ProviderFailure {
  const error = object(said.error)
  const kind = kindOf(text(error.status), error)
  if (!kind || kind === failure.kind) return failure
  return providerFailure(kind, failure.status, text(error.message), failure.retry_after)
}

function kindOf(status: string, error: Json): ProviderFailureKind | null {
  switch (status) {
    case 'INVALID_ARGUMENT':
      return refusedKind(error)
    case 'UNAUTHENTICATED':
    case 'PERMISSION_DENIED':
      return 'provider_auth'
    case 'NOT_FOUND':
      return 'provider_model_not_found'
    case 'RESOURCE_EXHAUSTED':
      return usedUp(error) ? 'provider_quota' : 'provider_rate_limit'
    case 'UNAVAILABLE':
      return 'provider_overloaded'
    case 'CANCELLED':
    case 'ABORTED':
    case 'INTERNAL':
    case 'UNKNOWN':
    case 'DEADLINE_EXCEEDED':
      return 'provider_error'
    default:
      return null
  }
}

/** Vertex counts the prompt's tokens in words of its own. */
function refusedKind(error: Json): ProviderFailureKind | null {
  if (reasons(error).includes('API_KEY_INVALID')) return 'provider_auth'
  return /token count.{0,80}(supports up to|exceeds)/i.test(text(error.message)) ? 'provider_context_length' : null
}

function reasons(error: Json): unknown[] {
  return list(error.details).map((detail) => object(detail).reason)
}

/**
 * The same words ("You exceeded your current quota") stand for a minute's limit, which passes, and for a day's. Others
 * ("Resource exhausted. Please try again later", Vertex's, without any detail) mean that Google is busy.
 */
function usedUp(error: Json): boolean {
  const details = list(error.details).filter(isObject)
  const quotas = details.flatMap((detail) => list(detail.violations)).map((one) => text(object(one).quotaId))
  const known = quotas.filter((quota) => quota !== '')
  if (known.length) return known.some((quota) => /PerDay/i.test(quota))
  if (details.some((detail) => typeof detail.retryDelay === 'string')) return false
  return /current quota|billing|per day|daily|monthly|spend/i.test(text(error.message))
}

/** An error may stand alone or as the one item of a list, as Google streams without `alt=sse`. */
function first(json: unknown): Json {
  return object(Array.isArray(json) ? json[0] : json)
}
