import type { Budget } from '#protocol/budget.ts'
import { newId } from '#protocol/ids.ts'
import type { Usage } from '#protocol/usage.ts'
import { estimatedUsage } from '../../agent/outcome.ts'
import { afford } from '../../budget/afford.ts'
import { releaseHold } from '../../budget/hold.ts'
import { namedModel, type NamedModel } from '../../models/named-model.ts'
import { needProject } from '../../auth/project-access.ts'
import type { UsageEntry } from '../../db/usage-entry.ts'
import type { UsagePurpose } from '../../db/schema.ts'
import { AppError } from '../../lib/error.ts'
import { described, log } from '../../lib/log.ts'
import type { AppContext } from '../http/app-env.ts'
import { dropUsage, openUsage, writeUsage } from './ledger.ts'

/** One call of a provider for another program: who pays, with which model, and what of a budget is held for it. */
export interface V1Call {
  id: string
  user_id: string
  token_id: string
  /** Empty for none. */
  project_id: string
  /** As the client named the model. */
  name: string
  access: NamedModel
  held: boolean
  /** Its row in the ledger until it is known what it took, and when that row is there. */
  opened: { entry: UsageEntry; written: Promise<void> } | null
}

/** Throws AppError for a model that isn't there, or a token whose project is gone. */
export async function beginCall(c: AppContext, name: string): Promise<V1Call> {
  const { id: user_id, token } = c.get('me')
  const project_id = token?.project_id ?? ''
  const whose = { user_id, project_id }
  const [access] = await Promise.all([
    namedModel(c.env, whose, name),
    project_id && needProject(c.env.DB, user_id, project_id),
  ])
  return { id: newId(), ...whose, token_id: token!.id, name, access, held: false, opened: null }
}

/**
 * Holds what a call may take where a budget limits it, and answers how many tokens its answer may have then; null: nobody
 * limits them. `input` counts the prompt, and only when it must. Throws budget_exceeded with the figures.
 */
export async function holdFor(
  c: AppContext,
  call: V1Call,
  input: () => Promise<number>,
  max_tokens: number | null,
): Promise<number | null> {
  if (!call.access.has_budget && !c.get('me').token?.has_budget) return null
  const { id, user_id, project_id, token_id, access } = call
  const expected = {
    id,
    user_id,
    project_id,
    token_id,
    pricing: access.pricing,
    input_tokens: await input(),
    max_tokens,
  }
  const found = await afford(c.env.DB, expected)
  if ('pause' in found) throw passes(found.pause.budget, found.pause.expected_usd, found.pause.expected_tokens)
  call.held = true
  return found.max_tokens
}

/** Puts a call into the ledger with its prompt alone, while its provider is being asked: a crash then leaves a row. */
export function openCall(c: AppContext, call: V1Call, purpose: UsagePurpose, input_tokens: number): void {
  const entry = entryOf(call, purpose, estimatedUsage(input_tokens, 0), null)
  const written = openUsage(c.env.DB, entry)
  c.executionCtx.waitUntil(written)
  call.opened = { entry, written }
}

/** What a call took goes into the ledger; a provider's own figure stands over the price list's. Answers the cost. */
export async function payFor(
  c: AppContext,
  call: V1Call,
  purpose: UsagePurpose,
  usage: Usage,
  reported: string | null,
): Promise<string | null> {
  const entry = entryOf(call, purpose, usage, reported)
  await call.opened?.written
  await writeUsage(c.env.DB, c.executionCtx, entry)
  Object.assign(call, { held: false, opened: null })
  return entry.cost_usd
}

function entryOf(call: V1Call, purpose: UsagePurpose, usage: Usage, reported: string | null): UsageEntry {
  const { id, user_id, token_id, project_id, access } = call
  const cost_usd = reported ?? access.pricing?.cost(usage) ?? null
  const cost_source = cost_usd === null ? null : reported === null ? 'list' : 'provider'
  return {
    id,
    user_id,
    project_id,
    thread_id: '',
    message_id: '',
    provider: access.provider,
    model: access.model,
    purpose,
    usage,
    cost_usd,
    cost_source,
    price_version: cost_source === 'list' ? access.price_version : null,
    token_id,
    key_id: access.key_id,
    created_at: new Date().toISOString(),
  }
}

/** Takes back what was written and held for a call that took nothing. */
export async function letGo(c: AppContext, call: V1Call): Promise<void> {
  const { opened, held } = call
  Object.assign(call, { held: false, opened: null })
  if (opened) {
    await opened.written
    await dropUsage(c.env.DB, c.executionCtx, opened.entry)
  } else if (held) {
    await releaseHold(c.env.DB, call.id).catch((error) => log('warn', 'a hold stays', { error: described(error) }))
  }
}

function passes(budget: Budget, expected_usd: string | null, expected_tokens: number): AppError {
  const { scope, label, period, limit_usd, limit_tokens, spent_usd, spent_tokens } = budget
  const limits = [
    limit_usd === null ? null : `$${spent_usd} of $${limit_usd}`,
    limit_tokens === null ? null : `${spent_tokens} of ${limit_tokens} tokens`,
  ].filter((words) => words !== null)
  const span = { day: 'today', month: 'this month', total: 'in all' }[period]
  const cost = expected_usd === null ? '' : ` and $${expected_usd}`
  const words = `This would pass the budget of ${WHOSE[scope]} “${label}”: ${limits.join(' and ')} spent ${span}, and this call is expected to take ${expected_tokens} tokens${cost} at least.`
  return new AppError('budget_exceeded', words)
}

const WHOSE = { person: 'the account', project: 'the project', token: 'the access token' }
