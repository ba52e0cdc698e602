import type { Budget } from '#protocol/budget.ts'
import type { UsageRow } from '#protocol/rest/usage.ts'
import { listMyBudgets } from '../../api/budgets.ts'
import { listProviders } from '../../api/providers.ts'
import { listUsage } from '../../api/usage.ts'
import type { Period } from './period.ts'

export interface Usage {
  period: Period
  /** A row for each day and model. */
  days: UsageRow[]
  projects: UsageRow[]
  /** A row for each thread; `split` is its project. */
  threads: UsageRow[]
  budgets: Budget[]
  /** Names of providers by their ids. */
  providers: Map<string, string>
}

/** All that the page shows of a period, so that what stands side by side is of one moment. */
export async function loadUsage(period: Period): Promise<Usage> {
  const { from, to } = period
  const [days, projects, threads, budgets, providers] = await Promise.all([
    listUsage({ from, to, group_by: 'day', split_by: 'model' }),
    listUsage({ from, to, group_by: 'project' }),
    listUsage({ from, to, group_by: 'thread', split_by: 'project' }),
    listMyBudgets(),
    listProviders(),
  ])
  const names = new Map(providers.map((one) => [one.id as string, one.name]))
  return { period, days, projects, threads, budgets, providers: names }
}
