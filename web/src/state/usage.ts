import { createSignal } from 'solid-js'
import { getUsage } from '../api/users.ts'

const [cost, setCost] = createSignal<number>()
/** Dollars since the first of the month (UTC, as the server counts); undefined until known. */
export { cost as monthCost }

export async function refreshUsage(): Promise<void> {
  const from = `${new Date().toISOString().slice(0, 8)}01`
  try {
    const { items } = await getUsage({ from, group_by: 'day' })
    setCost(items.reduce((sum, row) => sum + Number(row.cost_usd), 0))
  } catch {
    // The figure is a courtesy: without an answer the older one stays.
  }
}
