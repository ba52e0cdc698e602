import { expect, test } from 'vitest'
import { toolCallStates, type ToolCall } from '#protocol/message.ts'
import { TOOL_NAMES } from '#protocol/tool-names.ts'
import { callLook, isOpen } from './call-look.ts'
import { callWords, inputInFull, inputInShort, resultInShort, runResult, runWords } from './call-words.ts'

const sum: ToolCall = {
  tool_call_id: 'c',
  step: 0,
  at: 0,
  name: 'calculate',
  input: { expression: '12.5 * 8' },
  state: 'done',
  output: '100',
}
const other: ToolCall = { ...sum, name: 'look_up', input: { word: 'bill', deep: { a: [1] } } }
const line = (call: ToolCall) =>
  [callWords(call).verb, callWords(call).name, inputInShort(call), '|', resultInShort(call)].filter(Boolean).join(' ')

test('a call is a sentence that has its state, its tool and its input', () => {
  expect(line(sum)).toBe('Calculated 12.5 * 8 | 100')
  const time = { ...sum, name: 'current_time', input: { time_zone: 'Asia/Tokyo' } }
  expect(line({ ...time, output: '2026-03-09T23:05:07+09:00, Monday, Asia/Tokyo' })).toBe(
    'Looked up the time Asia/Tokyo | Monday 23:05',
  )
  expect(line(other)).toBe('Called look_up {"word":"bill","deep":{"a":[1]}} | 100')
  expect(toolCallStates.map((state) => callWords({ ...sum, state }).verb)).toEqual([
    'About to calculate',
    'Asks to calculate',
    'Calculating',
    'Calculated',
    'Tried to calculate',
    'Not allowed to calculate',
    'Stopped calculating',
    'Began to calculate',
  ])
  for (const name of TOOL_NAMES) expect(callWords({ ...sum, name }).name).toBe('')
})

test('eight states have five looks; a state that this page does not know is told as unknown', () => {
  const seen = new Set(toolCallStates.map((state) => callLook({ ...sum, state })))
  expect([...seen]).toEqual(['waiting', 'running', 'done', 'failed', 'unknown'])
  const strange = { ...sum, state: 'dreaming' } as unknown as ToolCall
  expect([callLook(strange), isOpen(strange)]).toEqual(['unknown', false])
  expect(line(strange)).toBe('Began to calculate 12.5 * 8 | nobody knows how it ended')
})

test('what went wrong is said in words: those for a person before those for the model', () => {
  const failed: ToolCall = { ...sum, state: 'failed', output: 'Division by zero.' }
  expect(resultInShort(failed)).toBe('Division by zero.')
  expect(resultInShort({ ...failed, error: 'It divides by zero' })).toBe('It divides by zero')
  expect(resultInShort({ ...sum, state: 'running' })).toBe('')
  expect(resultInShort({ ...failed, state: 'stopped' })).toBe('')
})

test('how long it took is said where it was long', () => {
  const started_at = '2026-11-20T12:00:00.000Z'
  expect(resultInShort({ ...sum, started_at, ended_at: '2026-11-20T12:00:00.400Z' })).toBe('100')
  expect(resultInShort({ ...sum, started_at, ended_at: '2026-11-20T12:00:06.200Z' })).toBe('100 · 6 s')
})

test('an input is whatever a model wrote: nothing, a text that was cut, a megabyte', () => {
  const short = (input: unknown) => inputInShort({ ...sum, input })
  expect([short({}), short(undefined), short('{"expr'), short([1, 2]), short(null), short(7)]).toEqual([
    '',
    '',
    '{"expr',
    '[1,2]',
    '',
    '7',
  ])
  expect(short({ expression: '1'.repeat(1_000_000) })).toHaveLength(120)
  expect(short({ text: 'two\n\nlines' })).toBe('two lines')
  expect(inputInFull({ ...sum, input: 'cut {' })).toBe('cut {')
  expect(inputInFull(sum)).toContain('"expression": "12.5 * 8"')
})

test('many calls in a row are one line', () => {
  const many = Array.from({ length: 998 }, () => sum)
  expect(runWords(many)).toBe('Calculated 998 times')
  expect(runWords([other, other])).toBe('Called look_up 2 times')
  expect(runWords([...many, other, other])).toBe('1,000 calls of 2 tools')
  expect(runResult(many)).toBe('')
  const mixed: ToolCall[] = [
    sum,
    { ...sum, state: 'running' },
    { ...sum, state: 'failed' },
    { ...sum, state: 'unknown' },
  ]
  expect(runResult(mixed)).toBe('3 of 4 · 1 failed · 1 end unknown')
})
