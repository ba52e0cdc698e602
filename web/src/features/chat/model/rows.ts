import type { Model } from '../../../../../worker/protocol/rest/providers.ts'
import { price, windowSize } from '../../../lib/numbers.ts'
import type { ModelGroup } from './catalog.ts'

export interface ModelRow {
  group: ModelGroup
  model: Model
}

/** Every word of the search is somewhere in the model's name, id or group. */
export function matchingRows(groups: readonly ModelGroup[], search: string): ModelRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return groups.flatMap((group) =>
    group.models
      .filter((model) => {
        const text = `${model.name} ${model.id} ${group.title} ${group.provider}`.toLowerCase()
        return words.every((word) => text.includes(word))
      })
      .map((model) => ({ group, model })),
  )
}

/** `200k · $3 / $15`, as far as it is known. */
export function modelNote({ group, model }: ModelRow): string {
  if (group.provider === 'demo') return 'scripted · free'
  const size = model.context_window ? windowSize(model.context_window) : null
  const { input = null, output = null } = model.price ?? {}
  const cost =
    input === null || output === null ? null : input + output === 0 ? 'free' : `${price(input)} / ${price(output)}`
  return [size, cost].filter(Boolean).join(' · ')
}
