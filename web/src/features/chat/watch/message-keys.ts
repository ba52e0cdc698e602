import { onCleanup } from 'solid-js'
import type { Chat } from '../state/chat-context.ts'
import type { ScrollKeeper } from '../list/scroll-keeper.ts'

/** J and K move between messages, Enter opens their actions, C, E and R act. Never while somebody types. */
export function listenMessageKeys(chat: Chat, keeper: () => ScrollKeeper | undefined): void {
  const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-message="${id}"]`)
  const current = () => (document.activeElement?.closest('[data-message]') as HTMLElement | null)?.dataset['message']

  function focus(id: string): void {
    keeper()?.toRow(id)
    requestAnimationFrame(() => rowOf(id)?.focus({ preventScroll: true }))
  }
  function move(step: 1 | -1): void {
    const ids = chat.shown()
    const at = ids.indexOf(current() ?? '')
    const next = at < 0 ? ids.at(-1) : ids[Math.min(ids.length - 1, Math.max(0, at + step))]
    if (next !== undefined) focus(next)
  }
  function openActions(id: string): void {
    const row = rowOf(id)
    const more = row?.querySelector<HTMLElement>('[data-testid="message-action-more"]')
    const first = row?.querySelector<HTMLElement>('[role="toolbar"] button')
    if (more) more.click()
    else first?.focus()
  }
  function act(key: string, id: string): boolean {
    const message = chat.message(id)
    const mine = message?.author?.id === chat.me.id
    if (key === 'c') chat.actions.copy(id)
    else if (key === 'e' && mine && chat.canWrite() && !message?.deleted_at) chat.actions.startEdit(id)
    else if (key === 'r' && message?.role === 'assistant' && chat.canWrite()) chat.actions.answerAgain(id)
    else return false
    return true
  }
  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
    const key = event.key.toLowerCase()
    const id = current()
    if (key === 'j' || key === 'k') move(key === 'j' ? 1 : -1)
    else if (event.key === 'Enter' && id !== undefined && event.target === rowOf(id)) openActions(id)
    else if (id === undefined || !act(key, id)) return
    event.preventDefault()
  }
  document.addEventListener('keydown', onKey)
  onCleanup(() => document.removeEventListener('keydown', onKey))
}

/** Somebody types, or a dialog or menu has the keys. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
