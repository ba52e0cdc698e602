import type { ProviderFailureKind } from '#protocol/error.ts'
import { isObject, object, text, type Json } from '../json.ts'
import {
  contextWords,
  keyWords,
  loadWords,
  modelWords,
  quotaWords,
  rateWords,
  refusalWords,
} from './failure-patterns.ts'

/** What a provider's status and words mean, whoever it is: the same failure has other statuses elsewhere (a wrong key is 400 at xAI). */
export function failureKind(status: number, error: Json): ProviderFailureKind {
  const said = wordsOf(error)
  switch (status) {
    case 401:
      return 'provider_auth'
    case 402:
      return 'provider_quota'
    case 403:
      return forbiddenKind(said)
    case 404:
      return aboutModel(said) ? 'provider_model_not_found' : 'provider_error'
    case 410:
      return 'provider_model_not_found'
    case 413:
      return rateWords.test(said) ? 'provider_rate_limit' : 'provider_context_length'
    case 429:
      return limitKind(said + JSON.stringify(error.details ?? ''))
    case 408:
    case 498:
    case 503:
    case 529:
      return 'provider_overloaded'
    default:
      return status >= 400 && status < 500 ? requestKind(said, error) : serverKind(said)
  }
}

/** An error in a stream that names no status. Its words, often a type such as `overloaded_error`, are all there is. */
export function streamFailureKind(error: Json): ProviderFailureKind {
  const said = wordsOf(error)
  const kind = serverKind(said)
  if (kind !== 'provider_error') return kind
  if (/not_?found_?error|model_not_found|no such model|model.{0,80}not exist/i.test(said))
    return 'provider_model_not_found'
  if (/(authentication|permission)_error|permission_denied|unauthenticated/i.test(said)) return 'provider_auth'
  return /invalid_(request|argument|prompt|image|base64|mode)|validation|tool_use_failed|bad_?request|unsupported_image|image_(too|parse)/i.test(
    said,
  )
    ? requestKind(said, error)
    : kind
}

function wordsOf(error: Json): string {
  const inner = object(error.innererror)
  const { code, type, status, message, detail, error_type } = error
  const { raw } = object(error.metadata)
  const behind = isObject(raw) ? JSON.stringify(raw) : raw
  return [code, type, status, error_type, inner.code, message, detail, behind].map(text).join(' ')
}

/** "Add a payment method under billing" is said of a minute's limit too: a code that names one goes before words. */
function limitKind(said: string): ProviderFailureKind {
  if (/insufficient_quota|PerDay/.test(said)) return 'provider_quota'
  // Google, also behind a relay, says the same words of a minute's limit and of a day's.
  if (/rate_limit_(exceeded|error)|per min|PerMinute|retryDelay/i.test(said)) return 'provider_rate_limit'
  return quotaWords.test(said) ? 'provider_quota' : 'provider_rate_limit'
}

/** A key that may not do this is the same to a person as a wrong one: another key is needed. */
function forbiddenKind(said: string): ProviderFailureKind {
  if (refusalWords.test(said)) return 'provider_refused'
  if (quotaWords.test(said)) return 'provider_quota'
  return modelWords.test(said) ? 'provider_model_not_found' : 'provider_auth'
}

/** Nothing but "Not Found" comes from a web server that has no such path: then the base URL is wrong, not the model. */
function aboutModel(said: string): boolean {
  return modelWords.test(said) || /not_found|model|deployment/i.test(said)
}

function requestKind(said: string, { param }: Json): ProviderFailureKind {
  if (contextWords.test(said)) return 'provider_context_length'
  // "… not supported with this model" is said of other parameters too.
  if (modelWords.test(said) && /model|^$/.test(text(param))) return 'provider_model_not_found'
  if (quotaWords.test(said)) return 'provider_quota'
  if (refusalWords.test(said)) return 'provider_refused'
  return keyWords.test(said) ? 'provider_auth' : 'provider_bad_request'
}

/** Without a status that means something (500, or 200 before an error in the stream) only the words tell. */
function serverKind(said: string): ProviderFailureKind {
  if (contextWords.test(said)) return 'provider_context_length'
  if (quotaWords.test(said) || rateWords.test(said)) return limitKind(said)
  if (loadWords.test(said)) return 'provider_overloaded'
  if (/invalid_api_key|incorrect api key/i.test(said)) return 'provider_auth'
  if (/content_(filter|policy)|invalid_prompt|flagged/i.test(said)) return 'provider_refused'
  return 'provider_error'
}
