import type { Outcome } from '#protocol/message.ts'
import type { StreamChunk } from '#protocol/thread-down.ts'
import type { Usage } from '#protocol/usage.ts'
import { estimatedUsage } from '../../../src/agent/outcome.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { estimate } from '../../../src/agent/tokens.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { showBranchOf } from '../branch/branch.ts'
import type { RoomCore } from '../desk/core.ts'
import type { Live } from './live.ts'
import { planWith } from '../prompt/prompts.ts'
import type { StoredMessage, Turn } from '../store/rows.ts'
import { paidFor } from '../ledger/spent.ts'

/** Without access (the model couldn't even be looked up) it names what was asked for. */
function newAnswer(core: RoomCore, turn: Turn, access: ModelAccess | null): StoredMessage {
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
    request: { choice: turn.choice, options: turn.options, by: turn.by.id, token_id: turn.token_id },
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
    error: message.error,
    timing: message.timing,
    finished_at: message.finished_at,
  }
}

/** A row holds 2 MB, and a character takes up to 3 bytes of it: what is echoed has the room that the answer leaves. */
const ROW_MAX_CHARS = 600_000

/** The message as its end leaves it: with what it took, what that costs, and what its provider wants back. */
export function endedAnswer(core: RoomCore, live: Live, message: StoredMessage, end: StepEnd | null): StoredMessage {
  const usage = usageOf(core, live, message, end)
  const billed = usage && end?.reason ? (end.billed ?? undefined) : undefined
  const { access } = live
  const cost_usd = usage ? (end?.cost_usd ?? access?.pricing?.cost(billed ?? usage) ?? null) : null
  const items = end?.echo ?? []
  const room = ROW_MAX_CHARS - (live.answer?.chars ?? 0)
  const isEchoed = access !== null && items.length > 0 && JSON.stringify(items).length <= room
  return {
    ...message,
    finished_at: new Date().toISOString(),
    usage,
    cost_usd,
    timing: live.answer?.timing(),
    paid: access && usage ? { ...paidFor(access, cost_usd, end?.cost_usd ?? null), billed } : undefined,
    held: live.turn.held,
    echo: isEchoed ? { wire: access.wire.name, model: access.model, items, key_id: access.key_id } : undefined,
  }
}

/** Undefined: nothing was asked, or nothing came and nobody said that it costs. */
function usageOf(core: RoomCore, live: Live, message: StoredMessage, end: StepEnd | null): Usage | undefined {
  if (end?.usage && end.reason !== null) return end.usage
  const reported = end?.usage ?? live.answer?.reported ?? null
  const calls = message.tool_calls?.map(({ name, input }) => name + JSON.stringify(input)).join() ?? ''
  const answer = estimate.count(message.content) + estimate.count(message.reasoning ?? '') + estimate.count(calls)
  // a failure before the first word is billed by nobody
  if (answer === 0 && (reported === null || (end?.failure && reported.output_tokens === 0))) return undefined
  return estimatedUsage(live.plan?.expected ?? promptTokens(core, message), answer, reported)
}

/** How much a turn asked its model with, where nobody remembers. */
function promptTokens(core: RoomCore, { parent_message_id, provider, model }: StoredMessage): number {
  const reader = core.row.read
  const known = reader && reader.provider === provider && reader.model === model ? reader : null
  const blind = { provider: 'custom' as const, model: model ?? '', context_window: null, max_output: null }
  return planWith(core, parent_message_id, { ...(known ?? blind), instructions: core.instructions }, estimate).expected
}
