import { For, type JSX } from 'solid-js'
import type { Model } from '#protocol/rest/providers.ts'

type Ability = Model['abilities'][number]

/**
 * Icons of Lucide (ISC) as plain templates: a list may have hundreds of rows, and cloned they cost a tenth of components.
 */
const drawn: Partial<Record<Ability, { name: string; icon: () => JSX.Element }>> = {
  tools: {
    name: 'Tools',
    icon: () => (
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
        <path d="M14.7 6.3a1 1 0 0 0 0 1.4l1.6 1.6a1 1 0 0 0 1.4 0l3.106-3.105c.32-.322.863-.22.983.218a6 6 0 0 1-8.259 7.057l-7.91 7.91a1 1 0 0 1-2.999-3l7.91-7.91a6 6 0 0 1 7.057-8.259c.438.12.54.662.219.984z" />
      </svg>
    ),
  },
  vision: {
    name: 'Vision',
    icon: () => (
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
        <path d="M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0" />
        <circle cx="12" cy="12" r="3" />
      </svg>
    ),
  },
  reasoning: {
    name: 'Reasoning',
    icon: () => (
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">
        <path d="M12 5a3 3 0 1 0-5.997.125 4 4 0 0 0-2.526 5.77 4 4 0 0 0 .556 6.588A4 4 0 1 0 12 18Z" />
        <path d="M12 5a3 3 0 1 1 5.997.125 4 4 0 0 1 2.526 5.77 4 4 0 0 1-.556 6.588A4 4 0 1 1 12 18Z" />
        <path d="M12 5v13" />
      </svg>
    ),
  },
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
