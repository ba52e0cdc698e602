import Brain from 'lucide-solid/icons/brain'
import Eye from 'lucide-solid/icons/eye'
import Wrench from 'lucide-solid/icons/wrench'
import { For, type JSX } from 'solid-js'
import type { Model } from '#protocol/rest/providers.ts'
import { quickIcon } from '../../ui/quick-icon.ts'

type Ability = Model['abilities'][number]

const drawn: Partial<Record<Ability, { name: string; icon: () => JSX.Element }>> = {
  tools: { name: 'Tools', icon: quickIcon(Wrench) },
  vision: { name: 'Vision', icon: quickIcon(Eye) },
  reasoning: { name: 'Reasoning', icon: quickIcon(Brain) },
}
const order: Ability[] = ['tools', 'vision', 'reasoning']

/** What a model can do beside writing; streaming is what every model here does. */
export function AbilityIcons(props: { abilities: readonly Ability[] }) {
  const known = () => order.filter((one) => props.abilities.includes(one))
  return (
    <For each={known()}>
      {(ability) => (
        <span
          role="img"
          aria-label={drawn[ability]!.name}
          data-tip={drawn[ability]!.name}
          class="flex text-text-3 *:size-3.5 *:stroke-[1.75]"
        >
          {drawn[ability]!.icon()}
        </span>
      )}
    </For>
  )
}
