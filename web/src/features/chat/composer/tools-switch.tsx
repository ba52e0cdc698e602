import Wrench from 'lucide-solid/icons/wrench'
import { createUniqueId, Show } from 'solid-js'
import { TOOL_LABELS } from '#protocol/tool-names.ts'
import type { ToolChoice } from '../state/tool-choice.ts'

const labels = Object.values(TOOL_LABELS).join(', ').toLowerCase()

/** Whether the next answer may use tools. Where its model can't, it says so and keeps its place. */
export function ToolsSwitch(props: { choice: ToolChoice; disabled?: boolean }) {
  const id = createUniqueId()
  const why = () => props.choice.why()
  return (
    <button
      type="button"
      role="switch"
      aria-checked={props.choice.on()}
      aria-disabled={why() !== '' || undefined}
      aria-label="Tools"
      aria-describedby={id}
      disabled={props.disabled}
      data-tip={why() || `Answers may use: ${labels}`}
      data-testid="tools-switch"
      onClick={() => why() === '' && props.choice.set(!props.choice.on())}
      class={`touch-target inline-flex min-h-8 items-center gap-2 rounded-control px-2 text-ui text-text-2 transition-colors enabled:not-aria-disabled:hover:bg-hover disabled:text-text-3 aria-disabled:text-text-3 ${why() === '' ? 'flex-none' : 'min-w-0'}`}
    >
      <Wrench class="phone:hidden" />
      <Show
        when={why() === ''}
        fallback={
          <span class="truncate text-small" aria-hidden="true">
            <span class="@max-[600px]/page:hidden">{why()}</span>
            <span class="hidden @max-[600px]/page:inline">can’t use tools</span>
          </span>
        }
      >
        <span aria-hidden="true">Tools</span>
        <Track on={props.choice.on()} />
      </Show>
      <span id={id} hidden>
        {why() || `Answers may use: ${labels}`}
      </span>
    </button>
  )
}

function Track(props: { on: boolean }) {
  return (
    <span
      aria-hidden="true"
      class={`flex h-4 w-7 flex-none rounded-full border transition-colors forced-color-adjust-none ${props.on ? 'border-accent bg-accent' : 'border-control bg-sunk'}`}
    >
      <span
        class={`m-[2px] size-2.5 rounded-full transition-transform ${props.on ? 'translate-x-3 bg-on-accent' : 'bg-control'}`}
      />
    </span>
  )
}
