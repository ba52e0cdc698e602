import type { ProviderFailureKind } from '../../protocol/error.ts'
import { text, type Json } from './json.ts'

const contextWords =
  /context.?(length|window|size)|maximum context|prompt is too long|too many (input )?tokens|input is too long|exceed_context_size|reduce the length/i
const keyWords = /api.?key|unauthori[sz]ed|authentication|invalid.?token/i
const modelWords =
  /model.{0,120}(not found|not exist|unknown|unavailable|not supported)|invalid.?model|model_not_found|no endpoints found|unknown model/i
const refusalWords = /content.?(filter|policy|management)|moderation|flagged|safety system/i
const quotaWords =
  /insufficient.?(quota|balance|credit|fund)|current quota|billing|credit balance|out of credits|payment required/i

/** What a provider's status and words mean, whoever it is: the same failure has other statuses elsewhere (a wrong key is 400 at xAI). */
export function failureKind(status: number, error: Json): ProviderFailureKind {
  const said = [error.code, error.type, error.status, error.message, error.detail].map(text).join(' ')
  switch (status) {
    case 401:
      return 'provider_auth'
    case 402:
      return 'provider_quota'
    case 403:
      return refusalWords.test(said) ? 'provider_refused' : 'provider_auth'
    case 404:
      return aboutModel(said) ? 'provider_model_not_found' : 'provider_error'
    case 413:
      return /rate_limit/.test(said) ? 'provider_rate_limit' : 'provider_context_length'
    case 429:
      return quotaWords.test(said) ? 'provider_quota' : 'provider_rate_limit'
    case 498:
    case 503:
    case 529:
      return 'provider_overloaded'
    default:
      return status >= 400 && status < 500 ? requestKind(said) : serverKind(said)
  }
}

/** Nothing but "Not Found" comes from a web server that has no such path: then the base URL is wrong, not the model. */
function aboutModel(said: string): boolean {
  return modelWords.test(said) || /not_found|model/i.test(said)
}

function requestKind(said: string): ProviderFailureKind {
  if (contextWords.test(said)) return 'provider_context_length'
  if (modelWords.test(said)) return 'provider_model_not_found'
  if (keyWords.test(said)) return 'provider_auth'
  if (quotaWords.test(said)) return 'provider_quota'
  if (refusalWords.test(said)) return 'provider_refused'
  return 'provider_bad_request'
}

/** Without a status that means something (500, or 200 before an error in the stream) only the words tell. */
function serverKind(said: string): ProviderFailureKind {
  if (contextWords.test(said)) return 'provider_context_length'
  if (/rate.?limit/i.test(said)) return 'provider_rate_limit'
  if (quotaWords.test(said)) return 'provider_quota'
  if (/overloaded|unavailable|capacity/i.test(said)) return 'provider_overloaded'
  if (/invalid_api_key|incorrect api key/i.test(said)) return 'provider_auth'
  return 'provider_error'
}
