export const periodKinds = ['week', 'month', 'year'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** Days in UTC, as the server counts them, both included: `2026-11-01`. */
export interface Period {
  kind: PeriodKind
  from: string
  to: string
}

const DAY_MS = 86_400_000
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthNames = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' })

/** The day of a moment, in UTC. */
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const addDays = (day: string, count: number) => dayOf(msOf(day) + count * DAY_MS)

/** The period of a kind that a day is in; seven days end with it. */
export function periodAt(kind: PeriodKind, day: string): Period {
  const [year, month] = day.split('-').map(Number) as [number, number]
  if (kind === 'week') return { kind, from: addDays(day, -6), to: day }
  if (kind === 'year') return { kind, from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` }
  return { kind, from: `${day.slice(0, 7)}-01`, to: dayOf(Date.UTC(year, month, 0)) }
}

/** The period before (-1) or after (1), at most the one of today. */
export function stepped(period: Period, by: -1 | 1, today: string): Period {
  const beside = by < 0 ? addDays(period.from, -1) : addDays(period.to, period.kind === 'week' ? 7 : 1)
  return periodAt(period.kind, beside > today ? today : beside)
}

export const holds = (period: Period, day: string) => period.from <= day && day <= period.to

/** How it stands in the address; the one of today has no day, so that a bookmark stays current. */
export function periodQuery(period: Period, today: string): { period?: string; day?: string } {
  const kind = period.kind === 'month' ? undefined : period.kind
  return { period: kind, day: holds(period, today) ? undefined : period.to }
}

/** Out of an address, whatever somebody wrote there. */
export function periodFrom(query: { period?: unknown; day?: unknown }, today: string): Period {
  const kind = periodKinds.find((one) => one === query.period) ?? 'month'
  const day = typeof query.day === 'string' && /^20\d\d-\d\d-\d\d$/.test(query.day) ? query.day : today
  const isDay = !Number.isNaN(msOf(day)) && dayOf(msOf(day)) === day
  return periodAt(kind, isDay && day < today ? day : today)
}

/** 12 Nov */
export const dayName = (day: string) => `${Number(day.slice(8))} ${monthName(day)}`
/** Nov */
export const monthName = (day: string) => months[Number(day.slice(5, 7)) - 1]!
/** November */
export const longMonth = (day: string) => monthNames.format(msOf(`${day.slice(0, 7)}-01`))

/** In words after "in" or "Usage": November 2026, 2026, 15 to 21 Nov 2026. */
export function periodName(period: Period): string {
  const year = period.to.slice(0, 4)
  if (period.kind === 'year') return year
  if (period.kind === 'month') return `${longMonth(period.to)} ${year}`
  const isSameMonth = period.from.slice(0, 7) === period.to.slice(0, 7)
  const first = isSameMonth ? String(Number(period.from.slice(8))) : dayName(period.from)
  return `${first} to ${dayName(period.to)} ${year}`
}

export interface Slot {
  /** A day, or of a year a month: `2026-11`. */
  key: string
  /** Under the bar. */
  short: string
  /** In a sentence. */
  name: string
  isNow: boolean
}

/** What the bars stand for: days, or the months of a year. */
export function slotsOf(period: Period, today: string): Slot[] {
  if (period.kind === 'year') return months.map((name, index) => monthSlot(period.from.slice(0, 4), index, name, today))
  const count = Math.round((msOf(period.to) - msOf(period.from)) / DAY_MS) + 1
  return Array.from({ length: count }, (_, index) => {
    const key = addDays(period.from, index)
    return { key, short: dayName(key), name: dayName(key), isNow: key === today }
  })
}

function monthSlot(year: string, index: number, name: string, today: string): Slot {
  const key = `${year}-${String(index + 1).padStart(2, '0')}`
  return { key, short: name, name: `${longMonth(`${key}-01`)} ${year}`, isNow: today.startsWith(key) }
}

/** Which slot a day belongs to. */
export const slotKey = (period: Period, day: string) => (period.kind === 'year' ? day.slice(0, 7) : day)

/** How far a period has gone, for the pace of its cost. The first day counts whole: an hour says nothing about a month. */
export function progress(period: Period, nowMs: number): { share: number; day: number; days: number } {
  const days = Math.round((msOf(period.to) - msOf(period.from)) / DAY_MS) + 1
  const gone = Math.min(days, Math.max(1, (nowMs - msOf(period.from)) / DAY_MS))
  return { share: gone / days, day: Math.min(days, Math.floor((nowMs - msOf(period.from)) / DAY_MS) + 1), days }
}
