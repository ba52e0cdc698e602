import ArrowUp from 'lucide-solid/icons/arrow-up'
import { createEffect, createSignal, on, onCleanup, onMount, Show, type JSX } from 'solid-js'
import { MESSAGE_MAX_CHARS } from '#protocol/limits.ts'
import { FOCUS_COMPOSER } from '../../../lib/events.ts'
import { fitHeight } from '../../../lib/fit-height.ts'
import { isPhone, isTouch } from '../../../lib/media.ts'
import { whole } from '../../../lib/numbers.ts'
import { settings } from '../../../state/settings.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Kbd, modKey } from '../../../ui/kbd.tsx'
import { loadDraft, saveDraft } from './draft.ts'
import { sends } from './send-keys.ts'

const COUNT_FROM = 45_000

export interface ComposerHandle {
  /** Puts text behind what is there. */
  write(text: string): void
  focus(): void
}

/** Where a person writes. Rules of keys, height, draft and length are here; what sending means is not. */
export function Composer(props: {
  owner: string
  /** The thread, or the project whose next thread this begins. */
  place: string
  placeholder: string
  disabled?: string
  onSend: (text: string) => void
  onTyped?: () => void
  /** Up arrow in the empty field. */
  onUp?: () => void
  /** What Send does now, beside its keys. */
  verb: string
  top?: JSX.Element
  left?: JSX.Element
  stop?: JSX.Element
  handle?: (handle: ComposerHandle) => void
}) {
  let area!: HTMLTextAreaElement
  const [text, setText] = createSignal(loadDraft(props.owner, props.place))
  const isBlank = () => text().trim() === ''
  const tooLong = () => text().length > MESSAGE_MAX_CHARS
  const fit = () => fitHeight(area, isPhone() ? 44 : 56, 200)

  function change(next: string): void {
    setText(next)
    saveDraft(props.owner, props.place, next)
  }
  function write(more: string): void {
    change(isBlank() ? more : `${text()}\n${more}`)
    area.focus()
  }
  function send(): void {
    if (isBlank() || tooLong() || props.disabled) return
    const content = text()
    change('')
    props.onSend(content)
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (sends(event, { enter_sends: settings.enter_sends, phone: isPhone() })) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' && text() === '' && props.onUp) {
      event.preventDefault()
      props.onUp()
    } else if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault()
      if (text() === '') area.blur()
      else change('')
    }
  }

  createEffect(on(text, fit))
  onMount(() => {
    const focus = () => area.focus()
    addEventListener(FOCUS_COMPOSER, focus)
    const resized = new ResizeObserver(fit)
    resized.observe(area.parentElement ?? area)
    onCleanup(() => {
      removeEventListener(FOCUS_COMPOSER, focus)
      resized.disconnect()
    })
    props.handle?.({ write, focus })
    // A keyboard that comes up by itself would cover what a person came to read.
    if (!isTouch()) focus()
  })

  return (
    <form
      data-testid="composer"
      class="field rounded-bubble! phone:rounded-sheet!"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {props.top}
      <textarea
        ref={area}
        aria-label={props.placeholder}
        aria-describedby={text().length >= COUNT_FROM ? 'composer-count' : undefined}
        aria-invalid={tooLong()}
        data-testid="chat-input"
        data-kept
        placeholder={props.disabled ?? props.placeholder}
        disabled={props.disabled !== undefined}
        rows={1}
        enterkeyhint={isPhone() ? 'enter' : 'send'}
        value={text()}
        onInput={(event) => {
          change(event.currentTarget.value)
          props.onTyped?.()
        }}
        onKeyDown={onKeyDown}
        class="block w-full resize-none bg-transparent px-4 pt-3.5 pb-1 text-input outline-none disabled:text-text-3"
      />
      <div class="flex min-h-11 items-center gap-2 px-2 pb-2 phone:gap-1.5">
        <div class="flex min-w-0 flex-1 items-center gap-1.5">{props.left}</div>
        <Show when={text().length >= COUNT_FROM}>
          <span id="composer-count" role="status" class={`text-meta ${tooLong() ? 'text-bad' : 'text-text-3'}`}>
            {whole(text().length)} of {whole(MESSAGE_MAX_CHARS)}
            <Show when={tooLong()}>: shorten it to send</Show>
          </span>
        </Show>
        <span class="flex flex-none items-center gap-1 pe-1 text-meta text-text-3 touch:hidden">
          <Kbd keys={[modKey, '↵']} /> to {props.verb}
        </span>
        {props.stop}
        <IconButton
          name={props.verb === 'queue' ? 'Queue' : 'Send'}
          kind="filled"
          size="lg"
          type="submit"
          class="rounded-block!"
          data-testid="send-button"
          disabled={isBlank() || tooLong() || props.disabled !== undefined}
        >
          <ArrowUp />
        </IconButton>
      </div>
    </form>
  )
}
