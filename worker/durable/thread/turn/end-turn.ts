import type { TurnError } from '#protocol/error.ts'
import type { Outcome } from '#protocol/message.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { endedAnswer, endOf, openAnswer } from './answers.ts'
import { contextOf, planAhead, tellLateWindow } from '../prompt/context.ts'
import type { RoomCore } from '../desk/core.ts'
import { announceTurn, readerOf, type Live } from './live.ts'

interface TurnEnd {
  outcome: Outcome
  end: StepEnd | null
  error?: TurnError
}

/** Names how the running turn ended, stores it and tells everyone. `after` is what else an end leads to. The caller commits. */
export function endTurn(core: RoomCore, live: Live, { outcome, end, error }: TurnEnd, after: () => void): void {
  // a turn that failed before its answer began gets one now, so that its end has a place
  const known = live.answer?.message ?? core.store.message(live.turn.id)
  const message = known ?? openAnswer(core, live.turn, null)
  const last = live.answer?.last() ?? { message_id: message.id, chunk: '', chunk_index: 0, kind: 'text' as const }
  const ended = { ...endedAnswer(core, live, message, end), status: outcome, error }
  core.keep(ended)
  core.touch()
  if (ended.usage) core.spend(ended.paid?.billed ?? ended.usage, ended.cost_usd ?? null)
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
