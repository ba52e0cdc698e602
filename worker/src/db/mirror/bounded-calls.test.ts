import { expect, test } from 'vitest'
import type { ToolCall } from '#protocol/message.ts'
import { boundedCalls } from './bounded-calls.ts'

const call = (more: Partial<ToolCall>): ToolCall => {
  return { tool_call_id: 'c', step: 0, at: 0, name: 'read', input: {}, state: 'done', ...more }
}

test('calls that fit are kept as they are', () => {
  const calls = [call({ input: { path: 'a.ts' }, output: 'x'.repeat(4_000) }), call({ output: undefined })]
  expect(JSON.parse(boundedCalls(calls))).toEqual(JSON.parse(JSON.stringify(calls)))
})

test.each([
  ['one output of 32,000 characters', [call({ output: 'x'.repeat(32_000) })]],
  ['fifty outputs', Array.from({ length: 50 }, () => call({ output: 'y'.repeat(32_000) }))],
  ['an input of half a megabyte', [call({ input: { text: 'z'.repeat(500_000) } })]],
  ['a thousand calls', Array.from({ length: 1_000 }, () => call({ input: { a: '1'.repeat(900) }, output: 'o' }))],
  ['names of control characters', Array.from({ length: 1_000 }, () => call({ name: '\u0001'.repeat(1_000) }))],
])('%s have room in a row of D1', (_, calls) => {
  const json = boundedCalls(calls)
  expect(json.length).toBeLessThanOrEqual(100_000)
  const kept = JSON.parse(json) as ToolCall[]
  expect(kept.length).toBeGreaterThan(0)
  expect(kept[0]).toMatchObject({ step: 0, at: 0, state: 'done' })
})
