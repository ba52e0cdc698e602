/** How moments and spans look on the page, in the person's own time zone. */

type Moment = string | number | Date
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const two = (value: number) => String(value).padStart(2, '0')
const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate())

/** Days between two moments, by the calendar: yesterday evening is 1, whatever the hour; a change of the clock is no day. */
function daysAgo(then: Date, now: Date): number {
  return Math.round((+midnight(now) - +midnight(then)) / (24 * HOUR))
}

/** 09:15 */
export function clock(moment: Moment): string {
  const date = new Date(moment)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** 6 Nov, or 6 Nov 2025 in another year. */
export function day(moment: Moment, now: Moment = Date.now()): string {
  const date = new Date(moment)
  const year = date.getFullYear() === new Date(now).getFullYear() ? '' : ` ${date.getFullYear()}`
  return `${date.getDate()} ${months[date.getMonth()]}${year}`
}

/** In lists: now, 12:04, Wed, 6 Nov, 6 Nov 2025. */
export function listTime(moment: Moment, now: Moment = Date.now()): string {
  const date = new Date(moment)
  const today = new Date(now)
  if (+today - +date < MINUTE) return 'now'
  const ago = daysAgo(date, today)
  if (ago <= 1) return clock(date)
  return ago < 7 ? days[date.getDay()]! : day(date, today)
}

/** In full, for tooltips: 6 Nov 2026, 12:04. */
export function fullTime(moment: Moment): string {
  const date = new Date(moment)
  return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ${clock(date)}`
}

/** 9 s, 1 min 42 s, 6 h 12 min, 3 d 4 h. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [d, h, m] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
  if (seconds < 60) return `${seconds} s`
  const parts: [number, string, number, string] =
    seconds < 3600 ? [m, 'min', seconds % 60, 's'] : d === 0 ? [h, 'h', m, 'min'] : [d, 'd', h, 'h']
  return parts[2] === 0 ? `${parts[0]} ${parts[1]}` : `${parts[0]} ${parts[1]} ${parts[2]} ${parts[3]}`
}

/** A countdown: 0:23, 12:05. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds))
  return `${Math.floor(left / 60)}:${two(left % 60)}`
}

/** Beside a message: just now, 20 s ago, 5 min ago, 2 h ago; a day later as in lists. */
export function relativeTime(moment: Moment, now: Moment = Date.now()): string {
  const ms = +new Date(now) - +new Date(moment)
  if (ms < 5000) return 'just now'
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s ago`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`
  return ms < 24 * HOUR ? `${Math.floor(ms / HOUR)} h ago` : day(moment, now)
}

export const dateGroups = ['Today', 'Yesterday', 'This week', 'This month', 'Older'] as const
export type DateGroup = (typeof dateGroups)[number]

/** Weeks begin on Monday. Yesterday stays Yesterday, though it was last week or last month. */
export function dateGroup(moment: Moment, now: Moment = Date.now()): DateGroup {
  const date = new Date(moment)
  const today = new Date(now)
  const ago = daysAgo(date, today)
  if (ago <= 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  if (ago <= (today.getDay() + 6) % 7) return 'This week'
  const sameMonth = date.getMonth() === today.getMonth() && date.getFullYear() === today.getFullYear()
  return sameMonth ? 'This month' : 'Older'
}
