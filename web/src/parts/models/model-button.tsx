import ChevronDown from 'lucide-solid/icons/chevron-down'
import { Show } from 'solid-js'
import { knownModel, modelName } from './catalog.ts'
import type { Chosen } from './chosen-model.ts'
import { openModelPicker, pickerRequest, type PickerRequest } from './open-model-picker.ts'

/** Says which model answers next, and opens the list of others. */
export function ModelButton(props: {
  chosen: Chosen
  disabled?: boolean
  onPick: PickerRequest['onPick']
  options?: PickerRequest['options']
  class?: string
}) {
  let button!: HTMLButtonElement
  const name = () => modelName(props.chosen.provider, props.chosen.model)
  const thinks = () => {
    const { provider, model } = props.chosen
    const can = knownModel(provider, model)?.abilities.includes('reasoning')
    return can ? props.options?.value().reasoning : undefined
  }
  const open = () => {
    const { chosen: current, onPick, options } = props
    openModelPicker({ anchor: button, label: 'Model', current, onPick, options })
  }
  return (
    <button
      ref={button}
      type="button"
      data-testid="model-button"
      aria-haspopup="dialog"
      aria-expanded={pickerRequest()?.anchor === button}
      aria-label={`Model: ${name()}${thinks() ? `, thinking: ${thinks()}` : ''}`}
      disabled={props.disabled}
      onClick={open}
      class={`touch-target inline-flex min-h-8 min-w-0 items-center gap-2 rounded-control px-2.5 text-ui font-medium transition-colors enabled:hover:bg-hover aria-expanded:bg-hover ${props.class ?? ''}`}
    >
      <span class="truncate">{name()}</span>
      <Show when={thinks()}>
        <span class="flex-none text-meta font-normal text-text-2">thinks {thinks()}</span>
      </Show>
      <ChevronDown class="size-3.5!" />
    </button>
  )
}
