import { expect, test } from 'vitest'
import { countdown, dateGroup, duration, fullTime, listTime, relativeTime } from './time.ts'

/** Saturday. */
const now = new Date(2026, 10, 21, 12, 6, 30)
const at = (day: number, hour = 9, minute = 15) => new Date(2026, 10, day, hour, minute)

test('lists say now, the clock, the weekday, the day, the year', () => {
  expect(listTime(new Date(+now - 20_000), now)).toBe('now')
  expect(listTime(at(21), now)).toBe('09:15')
  expect(listTime(at(20, 17, 58), now)).toBe('17:58')
  expect(listTime(at(18), now)).toBe('Wed')
  expect(listTime(at(6), now)).toBe('6 Nov')
  expect(listTime(new Date(2025, 10, 6), now)).toBe('6 Nov 2025')
})

test('a clock that runs ahead shows now, not a time to come', () => {
  expect(listTime(new Date(+now + 30_000), now)).toBe('now')
  expect(relativeTime(new Date(+now + 30_000), now)).toBe('just now')
  expect(dateGroup(new Date(+now + 30_000), now)).toBe('Today')
})

test('groups follow the calendar, weeks begin on Monday', () => {
  expect(
    [at(21, 0, 1), at(20, 23, 59), at(19), at(16), at(15), at(1), new Date(2026, 9, 31)].map((d) => dateGroup(d, now)),
  ).toEqual(['Today', 'Yesterday', 'This week', 'This week', 'This month', 'This month', 'Older'])
})

test('on a Monday the days before yesterday are not this week', () => {
  const monday = new Date(2026, 10, 16, 10)
  expect(dateGroup(at(15), monday)).toBe('Yesterday')
  expect(dateGroup(at(14), monday)).toBe('This month')
})

test('spans have two parts at most', () => {
  expect([9_000, 102_000, 120_000, 22_320_000, 7_200_000, 273_600_000].map(duration)).toEqual([
    '9 s',
    '1 min 42 s',
    '2 min',
    '6 h 12 min',
    '2 h',
    '3 d 4 h',
  ])
  expect([23, 725, 0, -4, 22.2].map(countdown)).toEqual(['0:23', '12:05', '0:00', '0:00', '0:23'])
})

test('beside a message the time is relative', () => {
  expect([2, 20, 300, 7300].map((s) => relativeTime(+now - s * 1000, now))).toEqual([
    'just now',
    '20 s ago',
    '5 min ago',
    '2 h ago',
  ])
  expect(fullTime(at(6, 12, 4))).toBe('6 Nov 2026, 12:04')
})
