import { expect, test } from 'vitest'
import { dayOf, periodAt, periodFrom, periodName, periodQuery, progress, slotKey, slotsOf, stepped } from './period.ts'

const today = '2026-11-21'

test('seven days end today, months and years are those of the calendar', () => {
  expect(periodAt('week', today)).toEqual({ kind: 'week', from: '2026-11-15', to: '2026-11-21' })
  expect(periodAt('month', today)).toEqual({ kind: 'month', from: '2026-11-01', to: '2026-11-30' })
  expect(periodAt('month', '2028-02-10').to).toBe('2028-02-29')
  expect(periodAt('year', today)).toEqual({ kind: 'year', from: '2026-01-01', to: '2026-12-31' })
})

test('earlier and later step without a gap, and never past today', () => {
  expect(stepped(periodAt('week', today), -1, today)).toEqual({ kind: 'week', from: '2026-11-08', to: '2026-11-14' })
  expect(stepped(periodAt('month', '2026-01-31'), -1, today).from).toBe('2025-12-01')
  expect(stepped(periodAt('month', '2026-10-05'), 1, today).from).toBe('2026-11-01')
  expect(stepped(periodAt('week', '2026-11-18'), 1, today).to).toBe(today)
  expect(stepped(periodAt('year', today), -1, today).from).toBe('2025-01-01')
})

test('an address leads to its period; what is no day, or not yet, leads to today', () => {
  expect(periodFrom({}, today)).toEqual(periodAt('month', today))
  expect(periodFrom({ period: 'week', day: '2026-03-05' }, today)).toEqual(periodAt('week', '2026-03-05'))
  for (const day of ['2027-01-01', '2026-02-31', '2026-13-01', 'x', ['2026-01-01']])
    expect(periodFrom({ period: 'month', day }, today)).toEqual(periodAt('month', today))
  expect(periodFrom({ period: 'decade' }, today).kind).toBe('month')
})

test('a period stands in the address and comes back from it', () => {
  expect(periodQuery(periodAt('month', today), today)).toEqual({ period: undefined, day: undefined })
  for (const period of [
    periodAt('week', '2026-11-14'),
    periodAt('month', '2026-02-01'),
    periodAt('year', '2025-05-05'),
  ])
    expect(periodFrom(periodQuery(period, today), today)).toEqual(period)
})

test('periods have names', () => {
  expect(periodName(periodAt('month', today))).toBe('November 2026')
  expect(periodName(periodAt('year', today))).toBe('2026')
  expect(periodName(periodAt('week', today))).toBe('15 to 21 Nov 2026')
  expect(periodName(periodAt('week', '2026-11-03'))).toBe('28 Oct to 3 Nov 2026')
})

test('a slot for each day, or each month of a year; one of them is now', () => {
  const month = slotsOf(periodAt('month', today), today)
  expect(month).toHaveLength(30)
  expect(month.filter((slot) => slot.isNow).map((slot) => slot.name)).toEqual(['21 Nov'])
  const year = slotsOf(periodAt('year', today), today)
  expect(year.map((slot) => slot.short).join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec')
  expect(year.find((slot) => slot.isNow)).toMatchObject({ key: '2026-11', name: 'November 2026' })
  expect(slotsOf(periodAt('month', '2026-10-01'), today).some((slot) => slot.isNow)).toBe(false)
  expect(slotKey(periodAt('year', today), '2026-11-21')).toBe('2026-11')
  expect(slotKey(periodAt('month', today), '2026-11-21')).toBe('2026-11-21')
})

test('progress counts what has gone, the first day whole', () => {
  const at = (text: string) => progress(periodAt('month', today), Date.parse(text))
  expect(at('2026-11-01T00:05:00Z')).toEqual({ share: 1 / 30, day: 1, days: 30 })
  expect(at('2026-11-21T12:00:00Z')).toEqual({ share: 20.5 / 30, day: 21, days: 30 })
  expect(at('2026-12-05T00:00:00Z')).toEqual({ share: 1, day: 30, days: 30 })
})

test('a day is a day in UTC', () => {
  expect(dayOf(Date.parse('2026-11-21T23:30:00-05:00'))).toBe('2026-11-22')
})
