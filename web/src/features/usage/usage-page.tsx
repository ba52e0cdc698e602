import { A, useSearchParams } from '@solidjs/router'
import { createMemo, createResource, createSignal, Show } from 'solid-js'
import { now } from '../../lib/now.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { CsvButton } from './csv-button.tsx'
import { DaySection } from './day-section.tsx'
import { loadUsage, type Usage } from './load-usage.ts'
import type { Measure } from './measure.ts'
import { ModelBars, seriesOf } from './model-bars.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { dayOf, periodFrom, periodName, periodQuery, slotsOf, type Period } from './period.ts'
import { sumOf } from './sums.ts'
import { Footnote, OtherBudgets, ownBudget, UsageHead } from './usage-head.tsx'
import { ModelTable, ProjectTable, ThreadTable } from './usage-tables.tsx'

const isSame = (a: Period, b: Period) => a.kind === b.kind && a.from === b.from && a.to === b.to

export function UsagePage() {
  const [query, setQuery] = useSearchParams<{ period?: string; day?: string }>()
  const today = createMemo(() => dayOf(now()))
  const period = createMemo(() => periodFrom(query, today()), undefined, { equals: isSame })
  const [usage, { refetch }] = createResource(period, loadUsage)
  const pick = (next: Period) => {
    const { period: kind, day } = periodQuery(next, today())
    setQuery({ period: kind ?? null, day: day ?? null }, { replace: true })
  }
  return (
    <Page
      title="Usage and cost"
      up={{ href: '/settings', name: 'settings' }}
      action={
        <div class="flex flex-wrap items-center gap-2 phone:w-full phone:justify-between">
          <PeriodPicker period={period()} today={today()} onPick={pick} />
          <CsvButton period={period()} />
        </div>
      }
    >
      <Loaded resource={usage} what="Your usage" onRetry={() => void refetch()}>
        {(known) => <Figures usage={known()} today={today()} busy={usage.loading} />}
      </Loaded>
    </Page>
  )
}

function Figures(props: { usage: Usage; today: string; busy: boolean }) {
  const total = createMemo(() => sumOf(props.usage.days))
  return (
    <div aria-busy={props.busy} class={`flex flex-col gap-8 transition-opacity ${props.busy ? 'opacity-60' : ''}`}>
      <Show
        when={total().calls > 0}
        fallback={
          <>
            <EmptyState
              class="border-t border-line pt-4"
              action={
                <A href="/" class="link">
                  Start a conversation
                </A>
              }
            >
              Nothing was used {props.usage.period.kind === 'week' ? 'from' : 'in'} {periodName(props.usage.period)}.
              What your answers take stands here, by day, model and project.
            </EmptyState>
            <OtherBudgets usage={props.usage} shown={undefined} />
          </>
        }
      >
        <Drawn usage={props.usage} today={props.today} />
      </Show>
    </div>
  )
}

function Drawn(props: { usage: Usage; today: string }) {
  const [picked, setPicked] = createSignal<Measure>()
  const total = createMemo(() => sumOf(props.usage.days))
  const slots = createMemo(() => slotsOf(props.usage.period, props.today))
  const series = createMemo(() => seriesOf(props.usage, slots()))
  /** Where nothing costs anything, tokens say more. */
  const measure = () => picked() ?? (total().cost > 0 ? 'cost' : 'tokens')
  return (
    <>
      <UsageHead usage={props.usage} total={total()} today={props.today} now={now()} />
      <DaySection usage={props.usage} slots={slots()} series={series()} measure={measure()} onMeasure={setPicked} />
      <ModelBars series={series()} measure={measure()} by={props.usage.period.kind === 'year' ? 'month' : 'day'} />
      <div class="grid grid-cols-[7fr_4fr] gap-x-10 gap-y-8 max-tablet:grid-cols-1">
        <ModelTable series={series()} total={total()} />
        <ProjectTable usage={props.usage} />
      </div>
      <Footnote total={total()} />
      <ThreadTable usage={props.usage} />
      <OtherBudgets usage={props.usage} shown={ownBudget(props.usage, props.today)} />
    </>
  )
}
