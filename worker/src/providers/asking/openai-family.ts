import type { Model } from '#protocol/rest/providers.ts'
import type { ModelOptions } from '#protocol/turn.ts'

/** What a model's name tells of how it may be asked. */
export type OpenAiFamily = 'reasoning' | 'plain' | 'unknown'

/**
 * OpenAI's models that reason refuse `temperature`, `top_p` and `stop`; those that don't refuse `reasoning`. Of a name that
 * isn't OpenAI's nothing is known, so everything that was asked for is sent.
 * https://platform.openai.com/docs/guides/reasoning
 */
export function openAiFamily(model: string): OpenAiFamily {
  const name = model.toLowerCase().replace(/^(ft:|openai\/)+/, '')
  if (/^(chatgpt|gpt-[34]|gpt-[5-9][\w.]*-chat)/.test(name)) return 'plain'
  return /^(o\d|gpt-[5-9]|codex-)/.test(name) ? 'reasoning' : 'unknown'
}

type Effort = NonNullable<ModelOptions['reasoning']>

/** The nearest that this model knows: those made to think long refuse to think little, deep research has one level. */
export function openAiEffort(model: string, effort: Effort): Effort {
  if (/deep-research/.test(model)) return 'medium'
  if (/gpt-5-pro/.test(model)) return 'high'
  return effort === 'low' && /gpt-[5-9][\d.]*-pro/.test(model) ? 'medium' : effort
}

/** OpenAI's list has names only. https://platform.openai.com/docs/models */
export function openAiAbilities(model: string): Model['abilities'] {
  if (!/^(ft:)?(gpt-(3\.5|4|5|[6-9])|o\d|chatgpt-4o|codex-)/.test(model)) return []
  const tools = !/^(o1-(mini|preview)|chatgpt-4o|gpt-4-0314|gpt-[5-9].*-chat)/.test(model)
  const sees = /gpt-4(o|\.\d|-turbo)|gpt-[5-9]|^o[1-9](-pro)?(-20|$)|^o4-mini|chatgpt-4o/.test(model)
  return [
    ...(tools ? (['tools'] as const) : []),
    ...(sees ? (['vision'] as const) : []),
    ...(openAiFamily(model) === 'reasoning' ? (['reasoning'] as const) : []),
  ]
}
