import type { ProviderFailure } from '#protocol/error.ts'
import { newId } from '#protocol/ids.ts'
import { PROGRAM } from '../../../src/agent/retry.ts'
import { estimate, messageTokens } from '../../../src/agent/prompt/tokens.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { ledger, type Books } from '../../../src/paid/books.ts'
import { budgetWords, holdFor } from '../../../src/paid/hold.ts'
import type { PaidRequest } from '../../../src/paid/paid-request.ts'
import { askPaid } from '../../../src/paid/ask-paid.ts'
import type { PromptMessage } from '../../../src/providers/wire.ts'
import type { RoomCore } from '../desk/core.ts'
import { paidRequest, spend } from '../ledger/spent.ts'

export interface SideRequest {
  purpose: 'title' | 'summary'
  user_id: string
  /** The message that led to it. */
  message_id: string
  messages: PromptMessage[]
  max_tokens: number
  timeout_ms: number
}

export interface SideAnswer {
  text: string
  failure: ProviderFailure | null
}

/**
 * Asks a model something beside the conversation, which waits for nothing. What it takes goes to the ledger and the thread's
 * sums; what a budget has no room for isn't asked. The caller commits.
 */
export async function sideRequest(core: RoomCore, access: ModelAccess, asked: SideRequest): Promise<SideAnswer> {
  const { messages, max_tokens, timeout_ms, ...whose } = asked
  const paid = paidRequest(core, { id: newId(), token_id: null, ...whose, access })
  const refusal = access.has_budget ? await overBudget(core, paid, asked) : null
  if (refusal) return { text: '', failure: refusal }
  const { model, max_output, context_window } = access
  const request = { model, messages, options: { max_tokens }, max_output, context_window }
  const signal = AbortSignal.timeout(timeout_ms)
  try {
    const ports = { env: core.env, books: booksOf(core), patience: PROGRAM }
    const { text, failure } = await askPaid(ports, paid, request, signal)
    return { text, failure }
  } catch (error) {
    if (signal.aborted) return { text: '', failure: timedOut(timeout_ms) }
    throw error
  }
}

/** What it took goes the way of the room's other rows, with the thread's sums: together, and again until D1 has it. */
function booksOf(core: RoomCore): Books {
  const direct = ledger(core.env.DB, core.ctx)
  return { ...direct, ended: async (entry) => (core.isOpen ? spend(core, entry) : direct.ended(entry)) }
}

async function overBudget(core: RoomCore, paid: PaidRequest, asked: SideRequest): Promise<ProviderFailure | null> {
  const input_tokens = asked.messages.reduce((sum, message) => sum + messageTokens(message, estimate), 0)
  const found = await holdFor(core.env.DB, paid, { input_tokens, max_tokens: asked.max_tokens })
  if (!('pause' in found)) return null
  return { kind: 'provider_quota', status: null, message: budgetWords(found.pause), retry_after: null }
}

function timedOut(ms: number): ProviderFailure {
  const message = `The model did not finish within ${ms / 1000} s.`
  return { kind: 'provider_stream_broken', status: null, message, retry_after: null }
}
