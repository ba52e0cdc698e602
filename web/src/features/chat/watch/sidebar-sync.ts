import { createEffect, on, onCleanup } from 'solid-js'
import { PREVIEW_CHARS } from '#protocol/limits.ts'
import { touchThread } from '../../../state/threads.ts'
import type { Chat } from '../state/chat-context.ts'

const EVERY_MS = 1000

/** The sidebar's row of this thread follows what happens in it: title, last words, and that an answer runs. */
export function syncSidebar(chat: Chat): void {
  const { state, thread_id } = chat.session
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirty = false

  function touch(): void {
    const { thread } = state
    if (!thread) return
    const running = state.running?.state === 'waiting' ? null : state.running
    const last = state.byId[chat.shown().findLast((id) => state.byId[id]?.content) ?? '']
    touchThread({
      ...thread,
      id: thread_id,
      unread: 0,
      is_summarized: thread.summarized_at !== null,
      running: running !== null,
      words: running ? state.byId[running.message_id]?.content.slice(0, PREVIEW_CHARS) : undefined,
      ...(last && !running
        ? {
            last_message: {
              content: last.content.slice(0, PREVIEW_CHARS),
              is_user: last.role === 'user',
              created_at: last.created_at,
            },
          }
        : {}),
    })
  }
  function soon(): void {
    dirty = true
    timer ??= setTimeout(() => {
      timer = undefined
      if (dirty) touch()
      dirty = false
    }, EVERY_MS)
  }
  chat.session.onFrames((frames) => {
    if (frames.some((frame) => 'seq' in frame)) soon()
  })
  createEffect(on(() => state.running === null || state.running.state === 'waiting', touch, { defer: true }))
  onCleanup(() => {
    clearTimeout(timer)
    // from here on its words are known to nobody on this page
    if (state.thread) touchThread({ id: thread_id, words: undefined })
  })
}
