import { createSignal } from 'solid-js'

/** What can stand beside the chat. The feature that opens a kind also draws it, with `InPane`. */
export type Pane = { kind: 'answer'; message_id: string } | { kind: 'context' } | { kind: 'summary' }

const isSame = (one: Pane | undefined, other: Pane | undefined) => JSON.stringify(one) === JSON.stringify(other)

const [pane, setPane] = createSignal<Pane | undefined>(paneOf(globalThis.history?.state), { equals: isSame })
const [slot, setSlot] = createSignal<HTMLElement>()
export { pane, setPane, slot as paneSlot, setSlot as setPaneSlot }

export const openInPane = (wanted: Pane): void => void setPane(wanted)
export const closePane = (): void => void setPane(undefined)
export const isInPane = (wanted: Pane): boolean => isSame(pane(), wanted)
/** For a button that opens something and, pressed again, closes it. */
export const toggleInPane = (wanted: Pane): void => void setPane(isInPane(wanted) ? undefined : wanted)

/** What an entry of the browser's history keeps of the pane. */
export function paneOf(state: unknown): Pane | undefined {
  const kept = typeof state === 'object' && state !== null && 'pane' in state ? state.pane : undefined
  return typeof kept === 'object' && kept !== null && 'kind' in kept ? (kept as Pane) : undefined
}
