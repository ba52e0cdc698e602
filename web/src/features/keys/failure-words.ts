import type { ProviderFailureKind } from '#protocol/error.ts'
import type { KeyTest } from '#protocol/rest/keys.ts'
import { providerSaid } from '../../parts/providers/provider-said.ts'

export interface KeyFailure {
  title: string
  /** What to do. */
  advice: string
  /** The provider's own words. */
  said?: string
}
interface About {
  provider: string
  /** Where it was asked, when that isn't the provider's own address. */
  base_url: string | null
}

/** Why a key's test failed and what to do about it. */
export function keyFailure(test: Pick<KeyTest, 'kind' | 'message'>, about: About): KeyFailure {
  const kind = (test.kind ?? 'provider_error') as ProviderFailureKind | 'no_key' | 'base_url_refused'
  const words = wordsOf[kind] ?? wordsOf.provider_error
  const said = providerSaid(test.message)
  return { ...words(about), ...(said ? { said } : {}) }
}

const at = ({ base_url }: About) => base_url ?? 'its own address'
const wordsOf: Record<ProviderFailureKind | 'no_key' | 'base_url_refused', (about: About) => KeyFailure> = {
  provider_auth: ({ provider }) => ({
    title: `${provider} did not accept the key.`,
    advice: 'Copy it again, whole, or make a new one there. Some keys need a permission to list models.',
  }),
  provider_quota: ({ provider }) => ({
    title: `${provider} knows the key, but its credit or quota is used up.`,
    advice: 'Add credit there, then test again.',
  }),
  provider_rate_limit: ({ provider }) => ({
    title: `${provider} asks to slow down.`,
    advice: 'The key may well be right. Test again in a minute.',
  }),
  provider_overloaded: ({ provider }) => ({
    title: `${provider} has too much to do right now.`,
    advice: 'The key may well be right. Test again in a minute.',
  }),
  provider_unreachable: (about) => ({
    title: `Nobody answered at ${at(about)}.`,
    advice: about.base_url
      ? 'Is the server running, and is the address right, with its port?'
      : 'Either the network or the provider is away. Test again in a minute.',
  }),
  provider_model_not_found: (about) => ({
    title: `${at(about)} has no list of models.`,
    advice: 'Check the base URL: for OpenAI’s format it usually ends in /v1.',
  }),
  provider_bad_request: (about) => ({
    title: `What was asked is not known at ${at(about)}.`,
    advice: 'Check the base URL and, if there is one, the region.',
  }),
  provider_context_length: (about) => oddAnswer(about),
  provider_refused: ({ provider }) => ({
    title: `${provider} refused.`,
    advice: 'The key may lack a permission, or the account may be blocked. Its page at the provider says more.',
  }),
  provider_stream_broken: (about) => oddAnswer(about),
  provider_error: (about) => oddAnswer(about),
  no_key: () => ({
    title: 'This key can’t be opened any more.',
    advice: 'The server’s encryption key has changed. Enter the provider’s key again.',
  }),
  base_url_refused: () => ({
    title: 'This base URL is refused here.',
    advice: 'A deployed Edgewise asks public addresses only.',
  }),
}

function oddAnswer(about: About): KeyFailure {
  return {
    title: `What answers at ${at(about)} is not ${about.base_url ? 'what was expected' : 'as it should be'}.`,
    advice: about.base_url
      ? 'Is the base URL right? For OpenAI’s format it usually ends in /v1.'
      : 'Test again in a minute.',
  }
}
