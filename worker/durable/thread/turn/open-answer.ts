import type { Outcome } from '#protocol/message.ts'
import type { StreamChunk } from '#protocol/thread-down.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { showBranchOf } from '../branch/branch.ts'
import type { RoomCore } from '../desk/core.ts'
import type { StoredMessage, Turn } from '../store/rows.ts'
import { shownStep } from '../store/store.ts'

/** The answer that a turn begins. Without access (the model couldn't even be looked up) it names what was asked for. */
function newAnswer(core: RoomCore, turn: Turn, access: ModelAccess | null): StoredMessage {
  const { thread } = core.row
  return {
    id: turn.id,
    thread_id: thread.id,
    parent_message_id: turn.user_message_id,
    role: 'assistant',
    author: null,
    content: '',
    steps: [],
    status: 'streaming',
    provider: access?.provider ?? turn.choice.provider ?? thread.provider ?? '',
    model: access?.model ?? turn.choice.model ?? thread.model ?? '',
    created_at: new Date().toISOString(),
    request: { choice: turn.choice, options: turn.options, mode: turn.mode, by: turn.by.id, token_id: turn.token_id },
  }
}

/**
 * Announces the empty answer of a turn and selects its branch. It is stored once it has said something; until then the turn
 * in the room's row stands for it.
 */
export function openAnswer(core: RoomCore, turn: Turn, access: ModelAccess | null): StoredMessage {
  const message = newAnswer(core, turn, access)
  showBranchOf(core, message.parent_message_id)
  core.store.hold(message)
  core.select(message.id)
  core.emit({
    type: 'assistant_message_start',
    message_id: message.id,
    thread_id: message.thread_id,
    parent_message_id: turn.user_message_id,
    provider: message.provider ?? '',
    model: message.model ?? '',
    branch: core.store.tree.branchOf(message.id),
    created_at: message.created_at,
  })
  return message
}

/** The fields by which a final chunk tells how its message ended. */
export function endOf(message: StoredMessage, outcome: Outcome): Partial<StreamChunk> {
  return {
    finish_reason: outcome,
    total_tokens: message.usage?.total_tokens,
    usage: message.usage,
    cost_usd: message.cost_usd,
    steps: message.steps?.map(shownStep),
    error: message.error,
    timing: message.timing,
    finished_at: message.finished_at,
  }
}
