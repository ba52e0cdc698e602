import { For, Show } from 'solid-js'
import type { Budget } from '#protocol/budget.ts'
import { cost } from '../../lib/dollars.ts'
import { plural, tokens } from '../../lib/numbers.ts'
import { BudgetMeter, LimitBar } from '../../parts/budgets/budget-meter.tsx'
import { limitsOf, percent } from '../../parts/budgets/budgets.ts'
import type { Usage } from './load-usage.ts'
import { holds, longMonth, periodName, progress } from './period.ts'
import type { Sum } from './sums.ts'

/** Your own budget of the month that is shown, while it runs. */
export function ownBudget(usage: Usage, today: string): Budget | undefined {
  if (usage.period.kind !== 'month' || !holds(usage.period, today)) return undefined
  const own = usage.budgets.find((one) => one.scope === 'person' && one.period === 'month')
  return own?.limit_usd === null ? undefined : own
}

/** The sum of the period, and how much of the budget it is. */
export function UsageHead(props: { usage: Usage; total: Sum; today: string; now: number }) {
  const budget = () => ownBudget(props.usage, props.today)
  const words = () => `${props.usage.period.kind === 'week' ? 'from' : 'in'} ${periodName(props.usage.period)}`
  return (
    <section aria-label={`Cost ${words()}`} class="flex flex-col gap-2">
      <div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p class="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
          <span class="text-empty font-bold" data-testid="total">
            {cost(props.total.cost)}
          </span>
          <span class="text-ui text-text-2">
            <Show when={budget()} fallback={words()}>
              {(own) => <>of your {limitsOf(own())[0]!.limitWords} budget</>}
            </Show>
          </span>
        </p>
        <Show
          when={budget() && paceWords(props.usage, props.total, props.now)}
          fallback={
            <p class="text-small text-text-2">
              {plural(props.total.calls, 'call')}, {tokens(props.total.tokens)} tokens
            </p>
          }
        >
          {(pace) => <p class="text-small text-text-2">{pace()}</p>}
        </Show>
      </div>
      <Show when={budget()}>{(own) => <OwnBudget budget={own()} usage={props.usage} now={props.now} />}</Show>
    </section>
  )
}

/** What the month comes to when it goes on like this. */
function paceWords(usage: Usage, total: Sum, now: number): string | undefined {
  const { share } = progress(usage.period, now)
  return total.cost > 0 ? `At this pace ${cost(Math.round(total.cost / share))} on ${lastDay(usage)}` : undefined
}
const lastDay = (usage: Usage) => `${Number(usage.period.to.slice(8))} ${longMonth(usage.period.to)}`

function OwnBudget(props: { budget: Budget; usage: Usage; now: number }) {
  const limit = () => limitsOf(props.budget)[0]!
  const at = () => progress(props.usage.period, props.now)
  const says = () =>
    limit().share >= 1
      ? 'All of it is spent. The next answer asks before it costs anything.'
      : `${percent(limit().share)}% spent. An answer that would pass ${limit().limitWords} asks first.`
  return (
    <div class="flex flex-col gap-1.5">
      <div class="relative">
        <LimitBar thick limit={limit()} label="Your budget this month" />
        <div
          aria-hidden="true"
          class="absolute -inset-y-1 w-0.5 bg-text forced-colors:bg-[CanvasText]"
          style={{ left: `${at().share * 100}%` }}
        />
      </div>
      <p class="flex flex-wrap justify-between gap-x-4 text-meta text-text-2">
        <span>{says()}</span>
        <span>
          The mark is today, day {at().day} of {at().days}
        </span>
      </p>
    </div>
  )
}

const scopeWords = { person: 'You', project: 'Project', token: 'Access token' } as const

/** The budgets that limit this person, but for one that is shown already: their own, of projects, of access tokens. */
export function OtherBudgets(props: { usage: Usage; shown: Budget | undefined }) {
  const others = () => props.usage.budgets.filter((one) => one !== props.shown)
  return (
    <Show when={others().length > 0}>
      <section class="flex flex-col gap-3">
        <h2 class="text-ui font-bold">Budgets</h2>
        <div class="grid grid-cols-2 gap-x-10 gap-y-4 max-tablet:grid-cols-1">
          <For each={others()}>{(budget) => <BudgetMeter budget={budget} name={nameOf(budget)} />}</For>
        </div>
        <p class="text-small text-text-2">
          Days and months are UTC. An answer that would pass a budget waits and asks first.
        </p>
      </section>
    </Show>
  )
}

const nameOf = (budget: Budget) =>
  budget.scope === 'person' ? scopeWords.person : `${scopeWords[budget.scope]} ${budget.label}`

/** Where the figures come from, and what they don't hold. */
export function Footnote(props: { total: Sum }) {
  const parts = () => {
    const { estimated, estimatedCost, unpriced } = props.total
    const first = estimated < props.total.calls ? ['Counted by the providers.'] : []
    if (estimated > 0)
      first.push(
        `The tokens of ${plural(estimated, 'call')} are estimated, since no provider reported them: ${cost(estimatedCost)} together.`,
      )
    if (unpriced > 0) first.push(`${plural(unpriced, 'call')} went to models whose price is unknown: not in the cost.`)
    return [...first, 'Days are UTC.'].join(' ')
  }
  return <p class="max-w-[39rem] text-small text-text-2">{parts()}</p>
}
