import { setTimeout as sleep } from 'node:timers/promises'
import type { UsageRow } from '#protocol/rest/usage.ts'
import { asDollars, asNano, type BillRow } from '../provider/billing/bill.ts'
import type { Place } from './place.ts'
import type { PlannedTurn } from './plan.ts'

export interface LedgerResult {
  turns: number
  /** Of them, turns of several steps. */
  turns_in_steps: number
  calls_billed: number
  calls_refused: number
  calls_stopped: number
  tokens_billed: number
  dollars_billed: string
  tokens_difference: number
  dollars_difference: string
  /** Each disagreement of the ledger and the bill, in words. */
  differences: string[]
}

const COLUMNS = {
  input_tokens: 'input',
  cached_read_tokens: 'cached',
  cache_write_tokens: 'written',
  output_tokens: 'output',
  reasoning_tokens: 'reasoning',
} as const

/** The ledger, by model, against the provider's books. Waits until every row that must be there is, at most 30 s. */
export async function compare(place: Place, turns: PlannedTurn[]): Promise<LedgerResult> {
  const bill = place.provider.bill()
  const expected = bill.filter((row) => row.state !== 'refused').length
  let rows = await ledgerRows(place)
  const calls = () => rows.reduce((sum, row) => sum + row.calls, 0)
  for (let waited = 0; calls() < expected && waited < 60; waited++) {
    await sleep(500)
    rows = await ledgerRows(place)
  }
  const count = (state: BillRow['state']) => bill.filter((row) => row.state === state).length
  const complete = bill.filter((row) => row.state === 'complete')
  const models = [...new Set([...bill.map((row) => row.model), ...rows.map(modelOf)])]
  const judged = models.map((model) => judge(model, bill, rows))
  return {
    turns: turns.length,
    turns_in_steps: turns.filter(({ script }) => script.later?.length).length,
    calls_billed: complete.length,
    calls_refused: count('refused'),
    calls_stopped: count('stopped'),
    tokens_billed: complete.reduce((sum, { billed }) => sum + billed.input + billed.output, 0),
    dollars_billed: asDollars(sum(complete)),
    tokens_difference: judged.reduce((total, one) => total + one.tokens, 0),
    dollars_difference: asDollars(judged.reduce((total, one) => total + one.nano, 0n)),
    differences: judged.flatMap((one) => one.words),
  }
}

async function ledgerRows(place: Place): Promise<UsageRow[]> {
  return place.api.usage('model')
}

/** Without the provider's name, which our models' names of the tests don't share. */
function modelOf(row: UsageRow): string {
  return row.group.slice(row.group.indexOf('/') + 1)
}

function judge(model: string, bill: BillRow[], rows: UsageRow[]) {
  const own = rows.filter((row) => modelOf(row) === model)
  const billed = bill.filter((row) => row.model === model && row.state === 'complete')
  const stopped = bill.filter((row) => row.model === model && row.state === 'stopped')
  const words: string[] = []
  const same = <Count extends number | bigint>(what: string, ledger: Count, right: Count): number => {
    if (ledger !== right) words.push(`${model}: ${what} ${ledger} in the ledger, ${right} on the bill`)
    return Math.abs(Number(ledger) - Number(right))
  }
  const inLedger = (column: keyof UsageRow) => own.reduce((total, row) => total + Number(row[column]), 0)
  same('calls', inLedger('calls'), billed.length + stopped.length)
  same('estimated calls', inLedger('estimated_calls'), stopped.length)
  if (billed.length > 0 && stopped.length > 0) words.push(`${model}: both stopped and billed in full`)
  const unpriced = [...billed, ...stopped].filter((row) => row.dollars === null).length
  same('calls without a price', inLedger('unpriced_calls'), unpriced)
  if (stopped.length > 0) return { words, tokens: 0, nano: 0n }
  const tokens = Object.entries(COLUMNS).map(([column, name]) => {
    const right = billed.reduce((total, row) => total + row.billed[name], 0)
    return same(column, inLedger(column as keyof UsageRow), right)
  })
  const nano = same(
    'billionths of a dollar',
    own.reduce((total, row) => total + asNano(row.cost_usd), 0n),
    sum(billed),
  )
  return { words, tokens: tokens.reduce((total, one) => total + one, 0), nano: BigInt(nano) }
}

function sum(rows: BillRow[]): bigint {
  return rows.reduce((total, row) => total + (row.dollars === null ? 0n : asNano(row.dollars)), 0n)
}
