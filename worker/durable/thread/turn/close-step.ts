import { newId } from '#protocol/ids.ts'
import type { Usage } from '#protocol/usage.ts'
import { renamedCalls } from '../../../src/agent/renamed-calls.ts'
import { countsBoth, sumOfUsage, usageOf } from '../../../src/agent/outcome.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { estimate } from '../../../src/agent/prompt/tokens.ts'
import { fromNano, toNano } from '../../../src/db/ledger/money.ts'
import { costOf } from '../../../src/paid/paid-request.ts'
import type { RoomCore } from '../desk/core.ts'
import { planWith, type Reader } from '../prompt/prompts.ts'
import type { StoredMessage, StoredStep } from '../store/rows.ts'
import { leafOf, readerOf, type Live } from './live.ts'

/** A row holds 2 MB, and a character takes up to 3 bytes of it: what is echoed has the room that the answer leaves. */
const ROW_MAX_CHARS = 600_000

/**
 * Takes a step into its answer: with what it took, what that costs, and what its provider wants back. `end` is null for a step
 * that was broken off, which is none when nothing of it came. The caller stores the answer.
 */
export function closeStep(core: RoomCore, live: Live, message: StoredMessage, end: StepEnd | null): void {
  const so = soFar(live, message)
  const usage = usageTaken(core, live, message, end)
  if (end === null && usage === null && so.text + so.reasoning + so.calling === '' && so.calls.length === 0) return
  const billed = (usage?.source === 'reported' && end?.reason && end.billed) || undefined
  const paid = live.access && usage ? costOf(live.access, billed ?? usage, end?.cost_usd ?? null) : null
  const cost_usd = paid?.cost_usd ?? null
  const step: StoredStep = {
    id: live.step_id,
    content_end: message.content.length,
    reasoning_end: message.reasoning?.length ?? 0,
    finish_reason: end?.failure ? null : (end?.reason ?? null),
    usage,
    cost_usd,
    ended_at: new Date().toISOString(),
    paid: paid && live.access ? { ...withoutCost(paid), key_id: live.access.key_id, billed } : undefined,
    echo: echoOf(live, message, end),
  }
  message.steps = [...(message.steps ?? []), step]
  message.usage = sumOfUsage(message.steps.map((one) => one.usage)) ?? undefined
  message.cost_usd = sumOfCosts(message.steps)
  if (usage) core.spend(billed ?? usage, cost_usd)
  Object.assign(live.turn, { step: message.steps.length, attempts: 1 })
  live.answer?.beginStep()
  live.step_id = newId()
}

function withoutCost({ cost_source, price_version }: ReturnType<typeof costOf>) {
  return { cost_source, price_version }
}

/** Null: of a step that took something nobody knows the price. */
function sumOfCosts(steps: StoredStep[]): string | null {
  const taken = steps.filter(({ usage }) => usage !== null)
  if (taken.length === 0 || taken.some(({ cost_usd }) => cost_usd === null)) return null
  return fromNano(taken.reduce((sum, { cost_usd }) => sum + toNano(cost_usd ?? '0'), 0))
}

/** What of the present step has come. After a crash only its message knows. */
function soFar(live: Live, { content, reasoning = '', tool_calls = [], steps = [] }: StoredMessage) {
  if (live.answer) return live.answer.stepSoFar()
  const last = steps.at(-1)
  return {
    text: content.slice(last?.content_end ?? 0),
    reasoning: reasoning.slice(last?.reasoning_end ?? 0),
    calls: tool_calls.filter((call) => call.step === steps.length),
    calling: '',
  }
}

/** Null: nothing was asked, or nothing came and nobody said that it costs. */
function usageTaken(core: RoomCore, live: Live, message: StoredMessage, end: StepEnd | null): Usage | null {
  const known = end?.failure === null ? end.usage : null
  if (known && countsBoth(known)) return known
  const { text, reasoning, calls, calling } = soFar(live, message)
  const called = estimate.count(calls.map(({ name, input }) => name + JSON.stringify(input)).join())
  const answer = estimate.count(text) + estimate.count(reasoning) + Math.max(called, estimate.count(calling))
  const prompt = live.plan?.expected ?? promptTokens(core, live)
  return usageOf(end, { prompt, answer, reported: live.answer?.reported ?? null })
}

/** How much a step asked its model with, where a crash took the plan. */
export function promptTokens(core: RoomCore, live: Live): number {
  const message = core.store.message(live.turn.id)
  const leaf = leafOf(live, message)
  const { expected } = planWith(core, leaf, live.access ? readerOf(core, live) : blind, estimate)
  // what the step itself had said by then was not asked with
  return message && leaf === message.id ? Math.max(0, expected - estimate.count(soFar(live, message).text)) : expected
}

/** Where not even the model can be looked up any more. */
const blind: Reader = { provider: 'custom', model: '', instructions: '', context_window: null, max_output: null }

function echoOf({ access }: Live, message: StoredMessage, end: StepEnd | null): StoredStep['echo'] {
  if (!access || !end || end.echo.length === 0) return undefined
  const calls = (message.tool_calls ?? []).filter(({ step }) => step === (message.steps?.length ?? 0))
  const items = renamedCalls(
    end.echo,
    end.tool_calls.map(({ id }, at): [string, string] => [id, calls[at]?.tool_call_id ?? id]),
  )
  const kept = message.steps?.reduce((sum, { echo }) => sum + (echo ? JSON.stringify(echo.items).length : 0), 0) ?? 0
  const room = ROW_MAX_CHARS - message.content.length - (message.reasoning?.length ?? 0) - kept
  if (JSON.stringify(items).length > room) return undefined
  return { wire: access.wire.name, model: access.model, items, key_id: access.key_id }
}
