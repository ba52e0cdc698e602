import type { TurnError } from '#protocol/error.ts'
import type { Outcome, ToolCall } from '#protocol/message.ts'
import type { RoomCore } from '../desk/core.ts'
import { contextOf, planAhead, tellLateWindow } from '../prompt/context.ts'
import type { StoredMessage } from '../store/rows.ts'
import { Calls } from './calls.ts'
import { closeStep } from './close-step.ts'
import { announceTurn, readerOf, type Live } from './live.ts'
import { NOT_RUN } from './made-call.ts'
import { endOf, openAnswer } from './open-answer.ts'

interface TurnEnd {
  outcome: Outcome
  error?: TurnError
}

/** Names how the running turn ended, stores it and tells everyone. `after` is what else an end leads to. The caller commits. */
export function endTurn(core: RoomCore, live: Live, { outcome, error }: TurnEnd, after: () => void): void {
  // a turn that failed before its answer began gets one now, so that its end has a place
  const message = live.answer?.message ?? core.store.message(live.turn.id) ?? openAnswer(core, live.turn, null)
  const last = live.answer?.last() ?? { message_id: message.id, chunk: '', chunk_index: 0, kind: 'text' as const }
  closeStep(core, live, message, null)
  endCalls(live.answer?.calls ?? new Calls(core, message, 0), outcome)
  const ended: StoredMessage = {
    ...message,
    status: outcome,
    error,
    finished_at: new Date().toISOString(),
    timing: live.answer?.timing(),
    held: live.turn.held,
  }
  core.keep(ended)
  core.touch()
  if (live.plan && live.access) planAhead(core, readerOf(core, live), live.plan, ended)
  core.row.running = null
  core.emit({ type: 'stream_chunk', ...last, is_final: true, ...endOf(ended, outcome) })
  const needed = core.row.thread.needs_summary
  after()
  if (core.row.thread.needs_summary !== needed) core.emit({ type: 'thread_updated', thread: { ...core.row.thread } })
  announceTurn(core, live.turn, { state: 'ended', outcome, error })
  core.notify({ type: 'context', ...contextOf(core) })
  if (live.access) tellLateWindow(core, live.access)
}

/** What has not ended by now ends with its turn, with words for the model: no prompt may hold half a pair. */
function endCalls(calls: Calls, outcome: Outcome): void {
  for (const call of calls.open()) {
    const [state, words] = endOfCall(call, outcome)
    calls.end(call, state, words)
  }
}

function endOfCall({ state }: ToolCall, outcome: Outcome): [ToolCall['state'], string] {
  if (outcome === 'interrupted' && state === 'running') return ['unknown', NOT_RUN.unknown]
  if (outcome === 'stopped') return ['stopped', NOT_RUN.stopped]
  return ['failed', outcome === 'complete' ? NOT_RUN.lastStep : NOT_RUN.cut]
}
