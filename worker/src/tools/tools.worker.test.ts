import { expect, test } from 'vitest'
import { runTool, toolNames, toolsNamed } from './registry.ts'

const ports = { now: () => new Date('2026-03-09T23:05:07Z'), signal: new AbortController().signal }
const run = (name: string, input: unknown) => runTool(toolsNamed(toolNames), { name, input }, ports)

test('knows every time zone inside workerd', async () => {
  expect(await run('current_time', { time_zone: 'Asia/Kathmandu' })).toEqual({
    output: '2026-03-10T04:50:07+05:45, Tuesday, Asia/Kathmandu',
    failed: false,
  })
  expect((await run('current_time', { time_zone: 'new york' })).output).toContain('such as America/New_York')
})

test('works out what is nested as deep as it may be inside workerd', async () => {
  const expression = `${'sqrt('.repeat(199)}1${')'.repeat(199)}`
  expect(await run('calculate', { expression })).toEqual({ output: '1', failed: false })
})
