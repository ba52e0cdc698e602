import { createEffect, createUniqueId, onCleanup, Show, type JSX } from 'solid-js'

/**
 * The browser's modal dialog: it holds the focus, makes the rest inert, closes with Esc and gives the focus back.
 * `onClose` is asked on Esc and on a press beside it; whoever owns `open` decides.
 */
export function Dialog(props: {
  open: boolean
  onClose: () => void
  title: string
  description?: JSX.Element
  children?: JSX.Element
  /** Buttons, the one to press last. In a form, put them in the form instead. */
  actions?: JSX.Element
  /** For what must be answered, such as signing in again. */
  stay?: boolean
  wide?: boolean
  'data-testid'?: string
}) {
  return (
    <Show when={props.open}>
      <OpenDialog {...props} />
    </Show>
  )
}

function OpenDialog(props: Parameters<typeof Dialog>[0]) {
  const id = createUniqueId()
  let dialog!: HTMLDialogElement
  const before = document.activeElement as HTMLElement | null
  createEffect(() => {
    if (!dialog.open) dialog.showModal()
  })
  onCleanup(() => {
    dialog.close()
    // A menu item that opened the dialog is gone by now; its trigger took the focus back before.
    if (before?.isConnected) before.focus()
  })
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={props.description ? `${id}-text` : undefined}
      data-testid={props['data-testid']}
      onCancel={(event) => {
        if (event.target !== dialog) return
        event.preventDefault()
        if (!props.stay) props.onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog && !props.stay) props.onClose()
      }}
      class={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] animate-fade overflow-y-auto rounded-menu border border-line-2 bg-raised p-0 text-text shadow-float backdrop:bg-scrim phone:rounded-sheet ${props.wide ? 'max-w-140' : 'max-w-110'}`}
    >
      <div class="flex flex-col gap-4 p-6 phone:p-5">
        <div class="flex flex-col gap-1">
          <h2 id={`${id}-title`} class="text-heading font-bold break-words">
            {props.title}
          </h2>
          <Show when={props.description}>
            <div id={`${id}-text`} class="text-ui text-text-2">
              {props.description}
            </div>
          </Show>
        </div>
        {props.children}
        <Show when={props.actions}>
          <div class="flex flex-wrap justify-end gap-2">{props.actions}</div>
        </Show>
      </div>
    </dialog>
  )
}
