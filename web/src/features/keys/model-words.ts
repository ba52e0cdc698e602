import type { Model } from '#protocol/rest/providers.ts'
import { price, windowSize } from '../../lib/numbers.ts'

/** Every word of the search is somewhere in the model's name or id. */
export function matching(models: readonly Model[], search: string): Model[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return models.filter((model) => {
    const text = `${model.name} ${model.id}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Dollars a million tokens, in and out: $3 / $15. */
export function priceWords(model: Model): string {
  const { input = null, output = null } = model.price ?? {}
  if (input === null || output === null) return 'price unknown'
  return input + output === 0 ? 'free' : `${price(input)} / ${price(output)}`
}

/** 200k, or nothing where it is unknown. */
export const windowWords = (model: Model) => (model.context_window ? windowSize(model.context_window) : '')

const abilityWords = { tools: 'tools', vision: 'images', reasoning: 'thinking', streaming: '' } as const
/** tools, images, thinking: what not every model can. */
export const abilitiesWords = (model: Model) =>
  model.abilities
    .map((ability) => abilityWords[ability])
    .filter(Boolean)
    .join(', ')
