import type { ProviderFailureKind, TurnError } from '#protocol/error.ts'
import { providerSaid } from '../../../parts/providers/provider-said.ts'

export type FailureAction = 'key' | 'again' | 'model' | 'summary'

export interface FailureWords {
  title: string
  /** What is safe, and what to do. */
  text: string
  /** What helps most comes first. */
  actions: FailureAction[]
}

const KEPT = 'Your message is kept'

type Said = (name: string, said: string) => FailureWords

const byKind: Record<ProviderFailureKind, Said> = {
  provider_auth: (name) => ({
    title: `${name} did not accept the key.`,
    text: `Nothing was charged. ${KEPT} and can be sent with another model.`,
    actions: ['key', 'again', 'model'],
  }),
  provider_quota: (name, said) => ({
    title: `${name} says the credit of this key is used up.`,
    text: `${sentence(said)}Nothing was charged. Add credit there or use another key or model; your message is kept.`,
    actions: ['key', 'model', 'again'],
  }),
  provider_rate_limit: (name) => ({
    title: `${name} asks us to wait.`,
    text: `Too much was asked of this key in a short time. ${KEPT}.`,
    actions: ['again', 'model'],
  }),
  provider_overloaded: (name) => ({
    title: `${name} has too much to do.`,
    text: `${KEPT}. Try again in a moment, or use another model.`,
    actions: ['again', 'model'],
  }),
  provider_model_not_found: (name, said) => ({
    title: `${name} does not have this model, or not for this key.`,
    text: `${sentence(said)}${KEPT}.`,
    actions: ['model', 'key'],
  }),
  provider_context_length: (_name, said) => ({
    title: 'This thread is longer than the model can read.',
    text: `${sentence(said)}Summarize the older messages, or use a model that reads more.`,
    actions: ['summary', 'model'],
  }),
  provider_bad_request: (name, said) => ({
    title: `${name} did not take the request.`,
    text: `${sentence(said)}${KEPT}; another model may take it.`,
    actions: ['again', 'model'],
  }),
  provider_refused: (name, said) => ({
    title: `${name} refused to answer.`,
    text: `${sentence(said)}Say it differently, or use another model.`,
    actions: ['again', 'model'],
  }),
  provider_unreachable: (name) => ({
    title: `${name} can’t be reached.`,
    text: `Nothing was charged. ${KEPT}. Check that its address is right and that it runs.`,
    actions: ['again', 'key', 'model'],
  }),
  provider_stream_broken: (name) => ({
    title: `${name} broke off before the first word.`,
    text: `${KEPT}.`,
    actions: ['again', 'model'],
  }),
  provider_error: (name, said) => ({
    title: `${name} failed.`,
    text: `${sentence(said)}${KEPT}.`,
    actions: ['again', 'model'],
  }),
}

/** Who failed, what happened, what is safe, what to do. `name` is the provider's. */
export function failureWords(error: TurnError | undefined, name: string): FailureWords {
  const said = error?.provider?.message || error?.message || ''
  const kind = error?.provider?.kind
  return kind ? byKind[kind](name, providerSaid(said)) : ownWords(error, name, said)
}

/** What failed here, before or beside the provider. The server's words have the numbers. */
function ownWords(error: TurnError | undefined, name: string, said: string): FailureWords {
  switch (error?.code) {
    case 'no_key':
      return { title: 'The key for this model is missing.', text: said, actions: ['key', 'model'] }
    case 'unknown_model':
    case 'unknown_provider':
      return { title: 'This model can’t answer.', text: said, actions: ['model'] }
    case 'insufficient_tokens':
      return {
        title: 'This does not fit into what the model can read.',
        text: `${sentence(said)}Nothing was sent. ${KEPT}.`,
        actions: ['model', 'summary'],
      }
    case 'budget_exceeded':
      return {
        title: 'A budget would be passed.',
        text: `${sentence(said)}It was not sent. ${KEPT}.`,
        actions: ['again', 'model'],
      }
    case 'internal_error':
    case 'unavailable':
      return { title: 'Edgewise could not answer.', text: `${sentence(said)}${KEPT}.`, actions: ['again'] }
    default:
      return { title: `${name} could not answer.`, text: said, actions: ['again', 'model'] }
  }
}

/** Words of others, so that ours can follow. */
function sentence(said: string): string {
  const text = said.trim()
  if (text === '') return ''
  return /[.!?…]$/.test(text) ? `${text} ` : `${text}. `
}
