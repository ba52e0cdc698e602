import type { BudgetPause } from '#protocol/budget.ts'
import type { ChatAnswer } from '#protocol/rest/chat.ts'
import type { ThreadEvent } from '#protocol/thread-down.ts'
import { AppError } from '../../../src/lib/error.ts'
import { budgetWords } from '../../../src/paid/hold.ts'
import type { RoomCore } from '../desk/core.ts'

/** The events of one turn, from the person's message to the turn's end, as server-sent events. The reader going away stops nothing. */
export function followTurn(core: RoomCore, userMessageId: string, begin: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let unsubscribe = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      unsubscribe = onTurn(core, userMessageId, (event, ended) => {
        controller.enqueue(encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`))
        if (ended) controller.close()
      })
      begin()
      if (isOpen(core, userMessageId)) return
      unsubscribe()
      controller.close()
    },
    cancel: () => unsubscribe(),
  })
}

/** The whole turn, when it has ended. */
export async function completeTurn(core: RoomCore, userMessageId: string, begin: () => void): Promise<ChatAnswer> {
  const answerId = await endOfTurn(core, userMessageId, begin)
  const message = core.store.needView(userMessageId)
  const answer = core.store.viewOf(answerId)
  if (!answer) throw new AppError('conflict', 'The message was taken back before it was answered.')
  return { thread_id: core.row.thread.id, message, answer }
}

/** Resolves with the answer's id when the turn of a person's message has ended. */
function endOfTurn(core: RoomCore, userMessageId: string, begin: () => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const unsubscribe = onTurn(core, userMessageId, (event, ended) => {
      if (event.type !== 'turn') return
      if (event.budget) reject(overBudget(event.budget))
      else if (ended) resolve(event.message_id)
    })
    try {
      begin()
      const { running } = core.row
      const budget = running?.user_message_id === userMessageId ? running.waits?.budget : undefined
      if (budget) throw overBudget(budget)
      if (isOpen(core, userMessageId)) return
      // the same id came before, and its turn is over: nothing more will be told of it
      unsubscribe()
      resolve(core.store.tree.lastChild(userMessageId) ?? '')
    } catch (error) {
      unsubscribe()
      reject(error)
    }
  })
}

/** A program doesn't wait for somebody's word; the turn does, in its thread. */
function overBudget(pause: BudgetPause): AppError {
  const message = `${budgetWords(pause)} It waits in its thread until somebody allows it.`
  return new AppError('budget_exceeded', message, { details: { ...pause } })
}

/** Whether a person's message waits for its answer or is being answered. */
function isOpen(core: RoomCore, userMessageId: string): boolean {
  const { running, queue } = core.row
  return [running, ...queue].some((turn) => turn?.user_message_id === userMessageId)
}

/** Calls `listener` with each event that belongs to the turn of a person's message; `ended` with the last. */
function onTurn(
  core: RoomCore,
  userMessageId: string,
  listener: (event: ThreadEvent, ended: boolean) => void,
): () => void {
  const ids = new Set([userMessageId])
  const hear = (event: ThreadEvent) => {
    if (event.type === 'turn' && event.user_message_id === userMessageId) ids.add(event.message_id)
    if (!idsOf(event).some((id) => ids.has(id))) return
    // a turn that waits at a budget goes on when somebody says so: nobody listens that long
    const ended = event.type === 'turn' && (event.state === 'ended' || event.state === 'waiting')
    if (ended) core.events.listeners.delete(hear)
    listener(event, ended)
  }
  core.events.listeners.add(hear)
  return () => core.events.listeners.delete(hear)
}

function idsOf(event: ThreadEvent): string[] {
  if (event.type === 'new_message' || event.type === 'message_updated') return [event.message.id]
  return 'message_id' in event ? [event.message_id] : []
}
