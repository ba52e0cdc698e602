import type { Model } from '#protocol/rest/providers.ts'

/** Their lists may have names and nothing else: then a model that says no more than that it streams may well use tools. */
const silent = ['custom', 'openai', 'demo']

/** Whether a model can call tools, as far as anybody says; where nobody does, it may try. */
export function canUseTools(provider: string, model: Pick<Model, 'abilities'> | undefined): boolean {
  if (!model || model.abilities.includes('tools')) return true
  return silent.includes(provider) && model.abilities.every((ability) => ability === 'streaming')
}
