import { Show } from 'solid-js'
import Search from 'lucide-solid/icons/search'
import X from 'lucide-solid/icons/x'

export function SearchField(props: {
  value: string
  onValue: (value: string) => void
  ref?: (el: HTMLInputElement) => void
}) {
  let input!: HTMLInputElement
  return (
    <div role="search" class="field relative flex h-[34px] items-center touch:h-[46px]">
      <span class="pointer-events-none flex ps-2.5 text-text-2">
        <Search />
      </span>
      <input
        ref={(element) => {
          input = element
          props.ref?.(element)
        }}
        type="text"
        inputmode="search"
        enterkeyhint="search"
        autocomplete="off"
        spellcheck={false}
        aria-label="Search threads"
        placeholder="Search threads"
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !props.value) return
          event.stopPropagation()
          props.onValue('')
        }}
        class="h-full min-w-0 flex-1 bg-transparent ps-2 pe-2 text-ui outline-none touch:text-input"
      />
      <Show when={props.value}>
        <button
          type="button"
          aria-label="Clear search"
          class="touch-target me-1 flex size-7 items-center justify-center rounded-control text-text-2 hover:text-text"
          onClick={() => {
            props.onValue('')
            input.focus()
          }}
        >
          <X />
        </button>
      </Show>
    </div>
  )
}
