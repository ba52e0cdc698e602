import { createSignal, For } from 'solid-js'
import type { Budget, BudgetPeriod } from '#protocol/budget.ts'
import type { BudgetLimit } from '../../api/budgets.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { createForm, Form } from '../form.tsx'
import { dollarsText, periodWords, readDollars, readTokens } from './budgets.ts'

type Row = { period: BudgetPeriod; usd: string; tokens: string }

function rowsOf(budgets: readonly Budget[]): Row[] {
  // A limit for all time is set by programs; it has a row only where there is one.
  const periods: BudgetPeriod[] = budgets.some((one) => one.period === 'total')
    ? ['day', 'month', 'total']
    : ['day', 'month']
  return periods.map((period) => {
    const known = budgets.find((one) => one.period === period)
    return { period, usd: dollarsText(known?.limit_usd ?? null), tokens: known?.limit_tokens?.toString() ?? '' }
  })
}

/** The limits that were typed; undefined where something is no number. */
function limitsFrom(rows: readonly Row[]): BudgetLimit[] | undefined {
  const limits: BudgetLimit[] = []
  for (const row of rows) {
    const [limit_usd, limit_tokens] = [readDollars(row.usd), readTokens(row.tokens)]
    if (limit_usd === undefined || limit_tokens === undefined) return undefined
    if (limit_usd !== null || limit_tokens !== null) limits.push({ period: row.period, limit_usd, limit_tokens })
  }
  return limits
}

/** Limits a day and a month, in dollars, tokens or both; an empty field is no limit. */
export function BudgetForm(props: {
  budgets: readonly Budget[]
  onSave: (limits: BudgetLimit[]) => Promise<void>
  onCancel?: () => void
}) {
  const [rows, setRows] = createSignal(rowsOf(props.budgets))
  const limits = () => limitsFrom(rows())
  const isChanged = () => JSON.stringify(rows()) !== JSON.stringify(rowsOf(props.budgets))
  const form = createForm(async () => {
    await props.onSave(limits()!)
    setRows(rowsOf(props.budgets))
  })
  const change = (period: BudgetPeriod, what: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.period === period ? { ...row, ...what } : row)))
  return (
    <Form
      form={form}
      autocomplete="off"
      align={props.onCancel ? 'end' : 'start'}
      actions={
        <>
          {props.onCancel && (
            <Button kind="quiet" onClick={() => props.onCancel?.()}>
              Cancel
            </Button>
          )}
          <Button
            type="submit"
            kind={props.onCancel ? 'filled' : 'plain'}
            busy={form.busy()}
            disabled={!isChanged() || !limits()}
          >
            Set limits
          </Button>
        </>
      }
    >
      <For each={rowsOf(props.budgets).map((row) => row.period)}>
        {(period) => <LimitRow row={rows().find((row) => row.period === period)!} onChange={change} />}
      </For>
    </Form>
  )
}

function LimitRow(props: { row: Row; onChange: (period: BudgetPeriod, what: Partial<Row>) => void }) {
  const words = () => periodWords(props.row.period)
  return (
    <div class="grid max-w-96 grid-cols-2 gap-3">
      <TextField
        label={`Dollars ${words()}`}
        name={`dollars-${props.row.period}`}
        inputmode="decimal"
        placeholder="No limit"
        value={props.row.usd}
        onValue={(usd) => props.onChange(props.row.period, { usd })}
        error={readDollars(props.row.usd) === undefined ? 'A sum like 12.50.' : undefined}
      />
      <TextField
        label={`Tokens ${words()}`}
        name={`tokens-${props.row.period}`}
        placeholder="No limit"
        value={props.row.tokens}
        onValue={(tokens) => props.onChange(props.row.period, { tokens })}
        error={readTokens(props.row.tokens) === undefined ? 'A count like 500k or 2M.' : undefined}
      />
    </div>
  )
}
