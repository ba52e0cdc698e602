import type { Outcome } from '../../protocol/message.ts'
import type { StreamChunk } from '../../protocol/thread-down.ts'
import type { Usage } from '../../protocol/usage.ts'
import { newId } from '../../protocol/ids.ts'
import { transcript } from '../../src/agent/transcript.ts'
import type { ModelAccess } from '../../src/auth/model-access.ts'
import type { UsageEntry } from '../../src/db/mirror.ts'
import type { PromptMessage } from '../../src/providers/wire.ts'
import type { RoomCore } from './core.ts'
import type { StoredMessage, Turn } from './rows.ts'

/** The empty answer of a turn. Without access (the model couldn't even be looked up) it names what was asked for. */
export function newAnswer(core: RoomCore, turn: Turn, access: ModelAccess | null): StoredMessage {
  const { thread } = core.row
  return {
    id: turn.id,
    thread_id: thread.id,
    parent_message_id: turn.user_message_id,
    role: 'assistant',
    author: null,
    content: '',
    status: 'streaming',
    provider: access?.provider ?? turn.choice.provider ?? thread.provider ?? '',
    model: access?.model ?? turn.choice.model ?? thread.model ?? '',
    created_at: new Date().toISOString(),
    request: { choice: turn.choice, options: turn.options },
  }
}

/** The fields by which a final chunk tells how its message ended. */
export function endOf(message: StoredMessage, outcome: Outcome): Partial<StreamChunk> {
  return {
    finish_reason: outcome,
    total_tokens: message.usage?.total_tokens,
    usage: message.usage,
    cost_usd: message.cost_usd,
    error: message.error,
    finished_at: message.finished_at,
  }
}

/** What the model is sent for a turn: the branch above its answer, as much as fits. */
export function promptOf(core: RoomCore, turn: Turn, access: ModelAccess): PromptMessage[] {
  return transcript(access.instructions, spokenAbove(core, turn.user_message_id), access.context_window)
}

function* spokenAbove(core: RoomCore, id: string): Generator<PromptMessage> {
  for (const node of core.store.tree.upward(id)) {
    const message = core.store.message(node.id)!
    if (!message.deleted_at && message.content !== '') yield { role: message.role, content: message.content }
  }
}

export function usageEntry(
  core: RoomCore,
  turn: Turn,
  access: ModelAccess,
  usage: Usage,
  cost_usd: string | null,
  purpose: UsageEntry['purpose'],
): UsageEntry {
  const { id: thread_id, project_id } = core.row.thread
  return {
    id: newId(),
    user_id: turn.by.id,
    project_id,
    thread_id,
    message_id: turn.id,
    provider: access.provider,
    model: access.model,
    purpose,
    usage,
    cost_usd,
    created_at: new Date().toISOString(),
  }
}
