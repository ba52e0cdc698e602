import { describe, expect, test } from 'vitest'
import type { ToolCall } from '#protocol/message.ts'
import type { PromptMessage } from '../../providers/wire.ts'
import { renamedCalls } from '../renamed-calls.ts'
import { piecesOf, type ConversationMessage } from './prompt-pieces.ts'
import { textWithCalls } from './text-with-calls.ts'
import { estimate } from './tokens.ts'
import { trimmed } from './trimmed.ts'

const call = (id: string, step: number, at: number, more: Partial<ToolCall> = {}): ToolCall => {
  return { tool_call_id: id, step, at, name: 'look', input: { id }, state: 'done', output: `seen ${id}`, ...more }
}
/** “One ” a b, “two ” c, “three”. */
const answer: ConversationMessage = {
  role: 'assistant',
  status: 'complete',
  content: 'One two three',
  reasoning: 'hm so',
  tool_calls: [call('a', 0, 4), call('b', 0, 4, { state: 'failed' }), call('c', 1, 8)],
  steps: [
    { content_end: 4, reasoning_end: 2, echo: { wire: 'anthropic', model: 'm', items: [1] } },
    { content_end: 8, reasoning_end: 5 },
    { content_end: 13, reasoning_end: 5 },
  ],
}
const prompts = (message: ConversationMessage): PromptMessage[] =>
  piecesOf(message, 1, estimate)
    .toReversed()
    .flatMap(({ prompt }) => prompt)
const shape = (message: ConversationMessage) =>
  prompts(message).map((one) => {
    if (one.role === 'tool') return `${one.tool_call_id}${one.is_error ? '!' : ''}: ${String(one.content)}`
    const calls = one.role === 'assistant' ? (one.tool_calls ?? []).map(({ id }) => id).join('') : ''
    return `${one.role} ${String(one.content)}|${calls}`
  })

describe('an answer in a prompt (T11)', () => {
  test('is one pair of calls and results a step, in order, with each step’s own thoughts and echo', () => {
    expect(shape(answer)).toEqual([
      'assistant One |ab',
      'a: seen a',
      'b!: seen b',
      'assistant two |c',
      'c: seen c',
      'assistant three|',
    ])
    const [first, , , second] = prompts(answer)
    expect(first).toMatchObject({ reasoning: 'hm', echo: { items: [1] } })
    expect(second).toMatchObject({ reasoning: ' so', echo: undefined })
  })

  test('never holds half a pair: a call that has no output yet is left out', () => {
    const open = { ...answer, tool_calls: [call('a', 0, 4, { output: undefined }), call('c', 1, 8)] }
    expect(shape(open)).toEqual(['assistant One |', 'assistant two |c', 'c: seen c', 'assistant three|'])
  })

  test('has what was broken off behind the last whole step', () => {
    expect(shape({ ...answer, steps: answer.steps!.slice(0, 2) }).at(-1)).toBe('assistant three|')
  })

  test('is nothing without words and calls', () => {
    expect(piecesOf({ role: 'assistant', status: 'failed', content: '' }, 1, estimate)).toEqual([])
    expect(piecesOf({ role: 'user', status: 'complete', content: '' }, 1, estimate)).toEqual([])
  })

  test('that streams is measured anew each time, one that has ended once', () => {
    const streams = { ...answer, status: 'streaming' }
    expect(piecesOf(streams, 1, estimate)).not.toBe(piecesOf(streams, 1, estimate))
    expect(piecesOf(answer, 1, estimate)).toBe(piecesOf(answer, 1, estimate))
  })
})

test('a text tells each call in its place, and how it ended', () => {
  expect(textWithCalls(answer as { content: string; tool_calls: ToolCall[] })).toBe(
    'One \n[look {"id":"a"} → seen a]\n\n[look {"id":"b"}: failed]\ntwo \n[look {"id":"c"} → seen c]\nthree',
  )
})

describe('an output that is too long', () => {
  test('keeps its beginning and its end, and says how much is missing', () => {
    const whole = `${'a'.repeat(50_000)}${'z'.repeat(50_000)}`
    const short = trimmed(whole)
    expect(short.length).toBeLessThanOrEqual(32_000)
    expect(short).toMatch(/^a+\n\[… 68,\d{3} characters of the output are left out here …\]\nz+$/)
    const [head, missing, tail] = /^(a+)\n\[… ([\d,]+) .*\]\n(z+)$/.exec(short)!.slice(1)
    expect(head!.length + Number(missing!.replace(',', '')) + tail!.length).toBe(whole.length)
  })

  test('is never cut within a character', () => {
    const short = trimmed('🌍'.repeat(20_001), 1_001)
    expect(short.isWellFormed()).toBe(true)
    expect(short.length).toBeLessThanOrEqual(1_001)
  })
})

test('an echo names a call by the id that it got, each of two that shared one', () => {
  const mark = (id: string) => ({ type: 'edgewise.call', id })
  const pairs: [string, string][] = [
    ['a', 'a'],
    ['a', 'a-2'],
  ]
  expect(renamedCalls([mark('a'), 'thought', mark('a'), mark('x')], pairs)).toEqual([
    mark('a'),
    'thought',
    mark('a-2'),
    mark('x'),
  ])
})
