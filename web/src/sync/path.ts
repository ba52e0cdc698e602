import type { Message } from '#protocol/message.ts'
import { begunOf } from './begun-steps.ts'
import type { ThreadState } from './state.ts'

export const isRunning = ({ status }: Message) => status === 'streaming' || status === 'waiting'

/** Takes a message. What a frame brought may be another tab's too: it is never changed. */
export function keep(state: ThreadState, message: Message): void {
  const { id, tool_calls } = message
  state.byId[id] = tool_calls ? { ...message, tool_calls: [...tool_calls] } : { ...message }
  if (message.role === 'assistant' && isRunning(message)) state.begun[id] = begunOf(message, state.begun[id])
  else delete state.begun[id]
}

/** The two parts of `list`: the selected branch, and what waits for its turn after it. */
export function splitList(state: ThreadState): { path: string[]; queued: string[] } {
  const { list } = state
  let end = list.length
  while (end > 0 && state.byId[list[end - 1] ?? '']?.status === 'queued') end--
  return { path: list.slice(0, end), queued: list.slice(end) }
}

/** Shows exactly `path` and then `queued`, and forgets every message that is in neither. */
export function showList(state: ThreadState, path: string[], queued: string[]): void {
  const before = state.list
  state.list = [...path, ...queued]
  const kept = new Set(state.list)
  for (const id of before) {
    if (kept.has(id)) continue
    delete state.byId[id]
    delete state.begun[id]
  }
}

/**
 * The branch up to and with `parentId`. A parent that isn't shown is older than a partial list, so everything shown
 * comes after it and goes; in a whole list it can only be unknown, and then nothing is cut.
 */
function upTo(state: ThreadState, path: string[], parentId: string | null): string[] {
  if (parentId === null) {
    state.hasMore = false
    return []
  }
  const at = path.indexOf(parentId)
  if (at >= 0) return path.slice(0, at + 1)
  return state.hasMore ? [] : path
}

/** Ends the branch with `message`, right after its parent. */
export function placeAfterParent(state: ThreadState, message: Message): void {
  const others = splitList(state)
  keep(state, message)
  const kept = upTo(state, without(others.path, message.id), message.parent_message_id)
  showList(state, [...kept, message.id], without(others.queued, message.id))
}

const without = (ids: string[], id: string) => (ids.includes(id) ? ids.filter((shown) => shown !== id) : ids)

/** Puts a message that waits at the end of the queue, or leaves it where it already waits. */
export function placeInQueue(state: ThreadState, message: Message): void {
  keep(state, message)
  if (!state.list.includes(message.id)) state.list = [...state.list, message.id]
}

/** Replaces what follows `parentId`; with `whole`, or when the parent isn't shown, the whole branch. */
export function replaceAfter(
  state: ThreadState,
  parentId: string | null,
  messages: readonly Message[],
  whole: boolean,
): void {
  const { path, queued } = splitList(state)
  const at = parentId === null ? -1 : path.indexOf(parentId)
  if (whole || (parentId !== null && at < 0)) state.hasMore = true
  else if (parentId === null) state.hasMore = false
  const kept = whole || at < 0 ? [] : path.slice(0, at + 1)
  for (const message of messages) keep(state, message)
  const added = messages.map((message) => message.id)
  const fresh = new Set(added)
  const waiting = added.filter((id) => state.byId[id]?.status === 'queued')
  showList(
    state,
    [...kept, ...added.filter((id) => state.byId[id]?.status !== 'queued')],
    [...queued.filter((id) => !fresh.has(id)), ...waiting],
  )
}

/** Takes a message out of the list. */
export function removeFromList(state: ThreadState, id: string): void {
  const { path, queued } = splitList(state)
  showList(state, without(path, id), without(queued, id))
}

/** Older messages that REST answered, before everything shown. */
export function prependOlder(state: ThreadState, messages: readonly Message[], hasMore: boolean): void {
  const known = new Set(state.list)
  const older = messages.filter((message) => !known.has(message.id) && message.status !== 'queued')
  for (const message of older) keep(state, message)
  state.list = [...older.map((message) => message.id), ...state.list]
  state.hasMore = hasMore
}

/** Forgets all but the newest `keep` of the branch: they come back over REST when somebody scrolls up. */
export function trimOlder(state: ThreadState, keep: number): void {
  const { path, queued } = splitList(state)
  if (path.length <= keep) return
  showList(state, path.slice(-keep), queued)
  state.hasMore = true
}
