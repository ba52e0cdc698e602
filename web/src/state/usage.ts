import { createSignal } from 'solid-js'
import { listMyBudgets } from '../api/budgets.ts'
import { getUsage } from '../api/users.ts'

const [cost, setCost] = createSignal<number>()
const [budget, setBudget] = createSignal<number>()
/** Dollars since the first of the month (UTC, as the server counts); undefined until known. */
export { cost as monthCost }
/** What this person may spend in a month, in dollars; undefined when there is no such limit. */
export { budget as monthBudget }

export async function refreshUsage(): Promise<void> {
  const from = `${new Date().toISOString().slice(0, 8)}01`
  try {
    const [{ items }, budgets] = await Promise.all([getUsage({ from, group_by: 'day' }), listMyBudgets()])
    setCost(items.reduce((sum, row) => sum + Number(row.cost_usd), 0))
    const own = budgets.find((one) => one.scope === 'person' && one.period === 'month')
    setBudget(own?.limit_usd ? Number(own.limit_usd) : undefined)
  } catch {
    // The figure is a courtesy: without an answer the older one stays.
  }
}
