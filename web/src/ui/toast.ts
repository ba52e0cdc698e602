import { createSignal } from 'solid-js'

interface Toast {
  id: number
  text: string
  undo?: () => void
}
const [toasts, setToasts] = createSignal<Toast[]>([])
/** What is shown, for the layer. */
export { toasts }
let next = 0

export function dismissToast(id: number) {
  setToasts((all) => all.filter((one) => one.id !== id))
}

/** For what was done: never for an error. With `undo` it stays 6 s, without 2 s. */
export function toast(text: string, options: { undo?: () => void; ms?: number } = {}): void {
  const id = ++next
  setToasts((all) => [...all.slice(-2), { id, text, undo: options.undo }])
  setTimeout(() => dismissToast(id), options.ms ?? (options.undo ? 6000 : 2000))
}
