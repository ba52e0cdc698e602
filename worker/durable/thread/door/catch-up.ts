import { SNAPSHOT_MESSAGES } from '#protocol/limits.ts'
import type { Down, Snapshot } from '#protocol/thread-down.ts'
import { PROTOCOL_VERSION } from '#protocol/version.ts'
import { queueOf, selectedMessages, waitingMessages } from '../branch/shown.ts'
import { contextOf } from '../prompt/context.ts'
import type { RoomCore } from '../desk/core.ts'
import type { Turn } from '../store/rows.ts'
import type { Turns } from '../turn/queue.ts'

/**
 * The first frames of a socket: what it missed, or a snapshot. Called in one synchronous block with going live, so there is
 * neither a gap nor a repeat (S3). `after` is the newest seq the browser has seen; null: it has seen nothing.
 */
export function catchUp(core: RoomCore, turns: Turns, connection_id: string, after: number | null): string[] {
  const first: Down<'connection_established'> = {
    type: 'connection_established',
    connection_id,
    thread_id: core.row.thread.id,
    timestamp: new Date().toISOString(),
    protocol_version: PROTOCOL_VERSION,
    seq: core.seq,
    people: core.people(),
  }
  if (after === core.seq) return [JSON.stringify(first)]
  const missed = after === null || after > core.seq ? null : core.events.log.after(after)
  if (missed) return [JSON.stringify({ ...first, replay_from: missed.from }), ...missed.frames]
  return [JSON.stringify({ ...first, snapshot: snapshotOf(core, turns) })]
}

export function snapshotOf(core: RoomCore, turns: Turns): Snapshot {
  const { messages, has_more } = selectedMessages(core, SNAPSHOT_MESSAGES)
  return {
    thread: core.row.thread,
    messages: [...messages, ...waitingMessages(core)],
    has_more,
    streaming: turns.streaming(),
    queue: queueOf(core.row.queue),
    waiting: waitingTurn(core.row.running),
    context: contextOf(core),
  }
}

/** The turn that waits for something; null: none does. */
function waitingTurn(turn: Turn | null): Snapshot['waiting'] {
  if (!turn?.waits) return null
  const { budget, ...waits } = turn.waits
  return { message_id: turn.id, user_message_id: turn.user_message_id, waits, budget }
}
