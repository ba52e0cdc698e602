import Check from 'lucide-solid/icons/check'
import { For, Show } from 'solid-js'
import { dismissToast, toasts } from './toast.ts'

export function ToastLayer() {
  return (
    <div
      role="status"
      aria-live="polite"
      class="pointer-events-none fixed inset-x-3 bottom-[max(1.25rem,env(safe-area-inset-bottom))] z-50 flex flex-col items-center gap-2"
    >
      <For each={toasts()}>
        {(one) => (
          <div class="pointer-events-auto flex max-w-full animate-fade items-center gap-3 rounded-block border border-transparent bg-toast px-3.5 py-2 text-ui text-on-toast shadow-float">
            <Show when={!one.undo}>
              <Check />
            </Show>
            <span class="min-w-0 truncate">{one.text}</span>
            <Show when={one.undo}>
              <button
                type="button"
                class="touch-target rounded-code font-medium underline underline-offset-2 focus-visible:outline-on-toast"
                onClick={() => {
                  dismissToast(one.id)
                  one.undo?.()
                }}
              >
                Undo
              </button>
            </Show>
          </div>
        )}
      </For>
    </div>
  )
}
