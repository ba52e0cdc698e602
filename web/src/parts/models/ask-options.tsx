import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal'
import { createSignal, createUniqueId, Show } from 'solid-js'
import { IconButton } from '../../ui/icon-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { AskOptions } from './open-model-picker.ts'

const efforts = [
  { value: '', label: 'Default' },
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
] as const

/** How the next answers are asked for: how long to think where a model can, and how freely to write. */
export function AskOptionsFields(props: {
  reasons: boolean
  value: AskOptions
  onChange: (value: AskOptions) => void
}) {
  const [more, setMore] = createSignal(props.value.temperature !== undefined)
  const id = createUniqueId()
  const change = (part: Partial<AskOptions>) => props.onChange({ ...props.value, ...part })
  return (
    <div class="flex flex-col gap-1.5 border-t border-line px-4 py-2 text-small text-text-2" data-testid="ask-options">
      <div class="flex flex-wrap items-center justify-between gap-2">
        <Show when={props.reasons} fallback={<span>More about the next answer</span>}>
          <span>Thinking</span>
          <Segmented
            label="Thinking"
            value={props.value.reasoning ?? ''}
            segments={efforts}
            onChange={(effort) => change({ reasoning: effort || undefined })}
            class="ms-auto"
          />
        </Show>
        <IconButton
          name={more() ? 'Fewer options' : 'More options'}
          size="sm"
          class="-me-2"
          aria-expanded={more()}
          aria-controls={id}
          data-testid="more-options"
          onClick={() => setMore(!more())}
        >
          <SlidersHorizontal />
        </IconButton>
      </div>
      <div id={id}>
        <Show when={more()}>
          <label class="flex min-h-8 items-center gap-3 touch:min-h-11">
            <span class="flex-none">Temperature</span>
            <input
              type="range"
              min="0"
              max="2"
              step="0.1"
              value={props.value.temperature ?? 1}
              aria-valuetext={words(props.value.temperature)}
              onInput={(event) => change({ temperature: event.currentTarget.valueAsNumber })}
              class="h-1 min-w-0 flex-1 accent-accent"
            />
            <span class="w-13 flex-none text-end">{words(props.value.temperature)}</span>
            <Show when={props.value.temperature !== undefined}>
              <button
                type="button"
                class="touch-target rounded-code font-medium text-accent hover:text-accent-hover"
                onClick={() => change({ temperature: undefined })}
              >
                Default
              </button>
            </Show>
          </label>
        </Show>
      </div>
    </div>
  )
}

const words = (temperature: number | undefined) => (temperature === undefined ? 'default' : temperature.toFixed(1))
