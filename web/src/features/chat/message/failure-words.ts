import type { TurnError } from '../../../../../worker/protocol/error.ts'

export interface FailureWords {
  title: string
  /** What is safe, and what to do. */
  text: string
  action: 'key' | 'model' | 'again'
}

const KEPT = 'Your message is kept'

/** Who failed, what happened, what is safe, what to do. `name` is the provider's. */
export function failureWords(error: TurnError | undefined, name: string): FailureWords {
  const kind = error?.provider?.kind
  const said = error?.provider?.message || error?.message || ''
  const again = (title: string, text = said): FailureWords => ({ title, text, action: 'again' })
  switch (kind) {
    case 'provider_auth':
      return { title: `${name} did not accept the key.`, text: `Nothing was charged. ${KEPT}.`, action: 'key' }
    case 'provider_quota':
      return {
        title: `${name} says the credit is used up.`,
        text: `${KEPT} and can be sent with another model.`,
        action: 'model',
      }
    case 'provider_rate_limit':
      return again(`${name} asks us to wait.`, `${KEPT}. ${said}`)
    case 'provider_overloaded':
      return again(`${name} has too much to do.`, `${KEPT}. Try again in a moment, or use another model.`)
    case 'provider_model_not_found':
      return { title: `${name} does not have this model.`, text: said, action: 'model' }
    case 'provider_context_length':
      return { title: 'This thread is longer than the model can read.', text: said, action: 'model' }
    case 'provider_refused':
      return again(`${name} refused to answer.`)
    case 'provider_unreachable':
      return again(`${name} can’t be reached.`, `Nothing was charged. ${KEPT}.`)
    case 'provider_stream_broken':
      return again(`${name} broke off.`, 'What arrived is saved.')
    default:
      return errorWords(error, name, said)
  }
}

function errorWords(error: TurnError | undefined, name: string, said: string): FailureWords {
  if (error?.code === 'no_key') return { title: 'The key for this model is missing.', text: said, action: 'key' }
  if (error?.code === 'unknown_model' || error?.code === 'unknown_provider' || error?.code === 'insufficient_tokens')
    return { title: 'This model can’t answer.', text: said, action: 'model' }
  return { title: `${name} could not answer.`, text: said, action: 'again' }
}

/** A provider's name as people write it. */
export function providerName(provider: string | undefined): string {
  const names: Record<string, string> = {
    openai: 'OpenAI',
    anthropic: 'Anthropic',
    gemini: 'Gemini',
    openrouter: 'OpenRouter',
    bedrock: 'Bedrock',
    ollama: 'Ollama',
    demo: 'The demo',
    custom: 'The provider',
  }
  return (provider && names[provider]) ?? 'The provider'
}
