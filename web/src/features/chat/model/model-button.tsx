import ChevronDown from 'lucide-solid/icons/chevron-down'
import { modelName } from './catalog.ts'
import type { Chosen } from './chosen-model.ts'
import { openModelPicker, pickerRequest, type PickerRequest } from './open-model-picker.ts'

/** Says which model answers next, and opens the list of others. */
export function ModelButton(props: {
  chosen: Chosen
  disabled?: boolean
  onPick: PickerRequest['onPick']
  class?: string
}) {
  let button!: HTMLButtonElement
  const open = () => openModelPicker({ anchor: button, label: 'Model', current: props.chosen, onPick: props.onPick })
  return (
    <button
      ref={button}
      type="button"
      data-testid="model-button"
      aria-haspopup="dialog"
      aria-expanded={pickerRequest()?.anchor === button}
      aria-label={`Model: ${modelName(props.chosen.provider, props.chosen.model)}`}
      disabled={props.disabled}
      onClick={open}
      class={`touch-target inline-flex min-h-8 min-w-0 items-center gap-2 rounded-control px-2.5 text-ui font-medium transition-colors enabled:hover:bg-hover aria-expanded:bg-hover ${props.class ?? ''}`}
    >
      <span class="truncate">{modelName(props.chosen.provider, props.chosen.model)}</span>
      <ChevronDown class="size-3.5!" />
    </button>
  )
}
