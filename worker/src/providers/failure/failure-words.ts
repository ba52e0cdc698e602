import type { ProviderFailureKind } from '#protocol/error.ts'

interface Words {
  /** What happened. */
  what: string
  /** What to do about it. */
  next: string
}

/** Each kind of failure for a person who has never seen an API. */
export const failureWords: Record<ProviderFailureKind, Words> = {
  provider_auth: { what: 'The provider did not accept the key', next: 'Check it in Keys.' },
  provider_quota: {
    what: "The provider's credit or quota is used up",
    next: 'Add credit with the provider, or choose another model.',
  },
  provider_rate_limit: { what: 'The provider asks to slow down', next: 'Try again in a moment.' },
  provider_overloaded: {
    what: 'The provider is overloaded',
    next: 'Try again in a moment, or choose another model.',
  },
  provider_model_not_found: { what: 'The provider does not have this model', next: 'Choose another model.' },
  provider_context_length: {
    what: 'The conversation is longer than this model can read',
    next: 'Summarize it, or choose a model that reads more.',
  },
  provider_bad_request: {
    what: 'The provider did not accept the request',
    next: 'Change the message or the options, or choose another model.',
  },
  provider_refused: {
    what: 'The provider refused to answer this',
    next: 'Say it differently, or choose another model.',
  },
  provider_unreachable: {
    what: 'The provider could not be reached',
    next: 'Check its address in Keys, or try again in a moment.',
  },
  provider_stream_broken: { what: "The provider's answer broke off", next: 'Continue it, or ask again.' },
  provider_error: { what: 'The provider failed', next: 'Try again, or choose another model.' },
}
