import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { isPhone } from '../../lib/media.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { holds, longMonth, monthName, periodAt, stepped, type Period, type PeriodKind } from './period.ts'

/** Seven days, a month or a year, and earlier or later ones. */
export function PeriodPicker(props: { period: Period; today: string; onPick: (period: Period) => void }) {
  const isNow = () => holds(props.period, props.today)
  /** The month that is shown, or would be. */
  const month = () => (props.period.to > props.today ? props.today : props.period.to)
  const segments = () => [
    { value: 'week' as const, label: '7 days' },
    { value: 'month' as const, label: isPhone() ? monthName(month()) : longMonth(month()) },
    { value: 'year' as const, label: props.period.to.slice(0, 4) },
  ]
  const pick = (kind: PeriodKind) => props.onPick(periodAt(kind, isNow() ? props.today : month()))
  const step = (by: -1 | 1) => props.onPick(stepped(props.period, by, props.today))
  return (
    <div class="flex items-center gap-0.5 phone:-ms-2">
      <IconButton name="Earlier" onClick={() => step(-1)}>
        <ChevronLeft />
      </IconButton>
      <Segmented label="Period" value={props.period.kind} segments={segments()} onChange={pick} />
      <IconButton name="Later" disabled={isNow()} class="disabled:opacity-40" onClick={() => step(1)}>
        <ChevronRight />
      </IconButton>
    </div>
  )
}
