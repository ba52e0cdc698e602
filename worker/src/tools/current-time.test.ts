import { expect, test } from 'vitest'
import { runTool, toolsNamed } from './registry.ts'

const clock = toolsNamed(['current_time'])

function timeAt(now: string, input: unknown) {
  return runTool(
    clock,
    { name: 'current_time', input },
    { now: () => new Date(now), signal: new AbortController().signal },
  )
}

test.each([
  [{}, '2026-03-09T23:05:07+00:00, Monday, UTC'],
  [{ time_zone: ' ' }, '2026-03-09T23:05:07+00:00, Monday, UTC'],
  [{ time_zone: 'Asia/Tokyo' }, '2026-03-10T08:05:07+09:00, Tuesday, Asia/Tokyo'],
  [{ time_zone: 'America/St_Johns' }, '2026-03-09T20:35:07-02:30, Monday, America/St_Johns'],
  [{ time_zone: '+05:45' }, '2026-03-10T04:50:07+05:45, Tuesday, +05:45'],
])('%o at one moment: %s', async (input, output) =>
  expect(await timeAt('2026-03-09T23:05:07Z', input)).toEqual({ output, failed: false }),
)

test('midnight is 00, on the new day', async () =>
  expect((await timeAt('2026-12-31T15:00:00Z', { time_zone: 'Asia/Tokyo' })).output).toBe(
    '2027-01-01T00:00:00+09:00, Friday, Asia/Tokyo',
  ))

test.each([
  ['new york', 'There is no time zone "new york". Use an IANA name such as America/New_York.'],
  ['Mars/Base', 'There is no time zone "Mars/Base". Use an IANA name such as Europe/Berlin'],
  ['x'.repeat(1_000_000), 'There is no time zone "xxx'],
])('%.9s is no zone, and the model is told a right one', async (time_zone, words) => {
  const { output, failed } = await timeAt('2026-03-09T23:05:07Z', { time_zone })
  expect(failed).toBe(true)
  expect(output).toContain(words)
  expect(output.length).toBeLessThan(300)
})
