import type { Usage } from '#protocol/usage.ts'
import type { UsagePurpose } from '../db/schema.ts'
import type { UsageEntry } from '../db/ledger/usage-entry.ts'
import type { OpenModel } from '../models/open-model.ts'

/** One request to a model that somebody pays for. Its id is its row's in the ledger, and its hold's. */
export interface PaidRequest {
  id: string
  purpose: UsagePurpose
  user_id: string
  /** Empty for none, like the two below. */
  project_id: string
  thread_id: string
  message_id: string
  token_id: string | null
  access: OpenModel
}

/** Who named a cost: the provider itself, or a price list of a version. All null: nobody knows it. */
export type Cost = Pick<UsageEntry, 'cost_usd' | 'cost_source' | 'price_version'>

/** What usage costs: the provider's own figure (`reported`) stands over the price list's. */
export function costOf({ pricing, price_version }: OpenModel, usage: Usage, reported: string | null): Cost {
  if (reported !== null) return { cost_usd: reported, cost_source: 'provider', price_version: null }
  const cost_usd = pricing?.cost(usage) ?? null
  return cost_usd === null
    ? { cost_usd, cost_source: null, price_version: null }
    : { cost_usd, cost_source: 'list', price_version }
}

/** The request's row in the ledger. `reported`: the cost that the provider named; null: it named none. */
export function entryOf(request: PaidRequest, usage: Usage, reported: string | null): UsageEntry {
  const { access, ...whose } = request
  const { provider, model, key_id } = access
  const cost = costOf(access, usage, reported)
  return { ...whose, provider, model, key_id, usage, ...cost, created_at: new Date().toISOString() }
}
