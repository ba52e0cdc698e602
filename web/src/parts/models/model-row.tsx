import { Show } from 'solid-js'
import { AbilityIcons } from './ability-icons.tsx'
import { isFavorite } from './favorite-models.ts'
import { modelNote, type ModelRow as Row } from './rows.ts'

/** One model: its name, what it can do, its window and price. The star is for a pointer; the keyboard has Ctrl D. */
export function ModelRow(props: {
  row: Row
  id: string
  /** In a list of several keys: whose model it is. */
  from: string
  typed: boolean
  marked: boolean
  current: boolean
  onPoint: () => void
  onPick: () => void
  onStar: () => void
}) {
  const { group, model } = props.row
  const favorite = () => isFavorite(group.provider, model.id)
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.current}
      data-testid="model-option"
      onPointerMove={() => props.onPoint()}
      onClick={() => props.onPick()}
      class={`group/row flex min-h-[34px] cursor-pointer items-center gap-2 rounded-control ps-2.5 text-ui [contain-intrinsic-size:auto_34px] [content-visibility:auto] touch:min-h-13 touch:[contain-intrinsic-size:auto_52px] ${props.marked ? 'bg-hover forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-[Highlight]' : ''}`}
    >
      <span class="flex min-w-0 flex-1 items-center gap-2 phone:flex-col phone:items-start phone:gap-0">
        <span class="max-w-full min-w-0 flex-1 truncate">
          {props.typed ? `Use “${model.id}” of ${group.title}` : model.name}
          <Show when={props.from}>
            <span class="text-text-3"> {props.from}</span>
          </Show>
        </span>
        <span class="flex flex-none items-center gap-1.5 text-meta text-text-3">
          <AbilityIcons abilities={model.abilities} />
          <span class="not-first:ps-0.5">{modelNote(props.row)}</span>
        </span>
      </span>
      <Show when={props.current}>
        <CheckMark />
      </Show>
      <Show when={favorite()}>
        <span class="sr-text">, favorite</span>
      </Show>
      <span
        aria-hidden="true"
        data-testid="model-star"
        data-tip={favorite() ? 'No favorite any more' : 'Favorite'}
        onClick={(event) => {
          event.stopPropagation()
          props.onStar()
        }}
        class={`flex h-[34px] w-8 flex-none items-center justify-center touch:h-13 touch:w-11 ${favorite() ? 'text-accent' : `text-text-3 hover:text-text ${props.marked ? '' : 'opacity-0'} touch:opacity-100`}`}
      >
        <StarMark filled={favorite()} />
      </span>
    </div>
  )
}

const CheckMark = () => (
  <span class="flex flex-none text-accent">
    <svg
      class="lucide-icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d="M20 6 9 17l-5-5" />
    </svg>
  </span>
)

const StarMark = (props: { filled: boolean }) => (
  <svg
    class="size-3.5 stroke-[1.75] touch:size-4.5"
    viewBox="0 0 24 24"
    fill={props.filled ? 'currentColor' : 'none'}
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d="M11.525 2.295a.53.53 0 0 1 .95 0l2.31 4.679a2.123 2.123 0 0 0 1.595 1.16l5.166.756a.53.53 0 0 1 .294.904l-3.736 3.638a2.123 2.123 0 0 0-.611 1.878l.882 5.14a.53.53 0 0 1-.771.56l-4.618-2.428a2.122 2.122 0 0 0-1.973 0L6.396 21.01a.53.53 0 0 1-.77-.56l.881-5.139a2.122 2.122 0 0 0-.611-1.879L2.16 9.795a.53.53 0 0 1 .294-.906l5.165-.755a2.122 2.122 0 0 0 1.597-1.16z" />
  </svg>
)
