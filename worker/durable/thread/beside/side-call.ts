import type { ProviderFailure } from '#protocol/error.ts'
import { newId } from '#protocol/ids.ts'
import { estimatedUsage } from '../../../src/agent/outcome.ts'
import { runStep } from '../../../src/agent/step.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { estimate, messageTokens } from '../../../src/agent/tokens.ts'
import { afford } from '../../../src/budget/afford.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { canceledCall, openedCall } from '../../../src/db/call-statements.ts'
import type { PromptMessage } from '../../../src/providers/wire.ts'
import type { AccessCache } from '../prompt/access.ts'
import type { RoomCore } from '../desk/core.ts'
import { logged } from '../../shared/errors.ts'
import { sideEntry, spendBeside } from '../ledger/spent.ts'

export interface SideCall {
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
  reason: StepEnd['reason']
}

/**
 * Asks a model something beside the conversation, which waits for nothing. What it takes goes to the ledger and the thread's
 * sums; what a budget has no room for isn't asked. The caller commits.
 */
export async function sideCall(
  core: RoomCore,
  access: AccessCache,
  model: ModelAccess,
  call: SideCall,
): Promise<SideAnswer> {
  const input = call.messages.reduce((sum, message) => sum + messageTokens(message, estimate), 0)
  const id = newId()
  const refusal = model.has_budget ? await overBudget(core, model, call, { id, input }) : null
  if (refusal) return { text: '', failure: refusal, reason: null }
  const { purpose, user_id, message_id } = call
  const whose = { id, purpose, user_id, message_id }
  const prompt = sideEntry(core, model, { ...whose, usage: estimatedUsage(input, 0), cost_usd: null })
  // a crash meanwhile leaves the prompt in the ledger; what the call took replaces it
  const opened = write(core, openedCall(core.env.DB, prompt))
  let text = ''
  const sink = { text: (more: string) => void (text += more), reasoning: () => {}, settle: () => {} }
  const { max_output, context_window } = model
  const options = { max_tokens: call.max_tokens }
  const request = { model: model.model, messages: call.messages, options, max_output, context_window }
  const end = await ask(access, model, request, call.timeout_ms, sink)
  await opened
  if (!core.isOpen) return { text: '', failure: null, reason: null }
  const usage = end?.usage ?? (text === '' ? null : estimatedUsage(input, estimate.count(text)))
  // what is held for it ends when the row is in D1
  if (usage) spendBeside(core, model, { ...whose, usage, cost_usd: end?.cost_usd ?? null })
  else await write(core, canceledCall(core.env.DB, prompt))
  return { text, failure: end ? end.failure : timedOut(call.timeout_ms), reason: end?.reason ?? null }
}

async function write(core: RoomCore, statements: D1PreparedStatement[]): Promise<void> {
  await core.env.DB.batch(statements).catch(logged)
}

/** Null: it took too long. */
async function ask(
  access: AccessCache,
  model: ModelAccess,
  request: Parameters<typeof runStep>[1],
  ms: number,
  sink: Parameters<typeof runStep>[3],
) {
  const signal = AbortSignal.timeout(ms)
  try {
    return await runStep(access.ports(model), request, signal, sink)
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

async function overBudget(
  core: RoomCore,
  model: ModelAccess,
  call: SideCall,
  { id, input }: { id: string; input: number },
) {
  const { project_id } = core.row.thread
  const whose = { id, user_id: call.user_id, project_id, token_id: null }
  const found = await afford(core.env.DB, {
    ...whose,
    pricing: model.pricing,
    input_tokens: input,
    max_tokens: call.max_tokens,
  })
  if (!('pause' in found)) return null
  const message = `The budget of ${found.pause.budget.label} has no room for it.`
  return { kind: 'provider_quota' as const, status: null, message, retry_after: null }
}

function timedOut(ms: number): ProviderFailure {
  const message = `The model did not finish within ${ms / 1000} s.`
  return { kind: 'provider_stream_broken', status: null, message, retry_after: null }
}
