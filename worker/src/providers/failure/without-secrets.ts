import type { ProviderFailure } from '#protocol/error.ts'

/** Shorter than this it is a word, not a secret. */
const SECRET_MIN_CHARS = 6

/** Some providers repeat the key in what they say of it. A Bedrock key has parts, each a secret of its own. */
export function withoutSecrets(failure: ProviderFailure, api_key: string): ProviderFailure {
  const message = [api_key, ...api_key.split(':')]
    .filter((secret) => secret.length >= SECRET_MIN_CHARS)
    .reduce((text, secret) => text.split(secret).join('…'), failure.message)
  return message === failure.message ? failure : { ...failure, message }
}
