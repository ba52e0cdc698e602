import { describe, expect, test } from 'vitest'
import { goldenWires } from '../testing/golden-wires.ts'
import { piecesOfBody } from '../testing/pieces-of-body.ts'
import type { PromptMessage } from '../wire.ts'
import { callMark, textMark } from './echo-order.ts'
import { distinctCalls } from './distinct-calls.ts'

type Spoken = Exclude<PromptMessage, { role: 'system' }>

function answer(...ids: string[]): Spoken[] {
  return [
    {
      role: 'assistant',
      content: 'Two.',
      tool_calls: ids.map((id, at) => ({ id, name: `tool_${at}`, arguments: `{"at":${at}}` })),
    },
    ...ids.map((id, at): Spoken => ({ role: 'tool', tool_call_id: id, name: `tool_${at}`, content: `Result ${at}.` })),
  ]
}

function idsOf(messages: Spoken[]): string[] {
  return messages.flatMap((one) => {
    if (one.role === 'tool') return [one.tool_call_id]
    return one.role === 'assistant' ? (one.tool_calls ?? []).map(({ id }) => id) : []
  })
}

const hello: Spoken = { role: 'user', content: 'Hello' }

test('a conversation whose ids differ is the same one', () => {
  const messages = [hello, ...answer('a', 'b'), hello, ...answer('c')]
  expect(distinctCalls(messages)).toBe(messages)
})

test('an id that comes again is another, with its result, within an answer and in the next', () => {
  const messages = [hello, ...answer('a', 'a'), hello, ...answer('a', 'a_2')]
  expect(idsOf(distinctCalls(messages))).toEqual(['a', 'a_2', 'a', 'a_2', 'a_3', 'a_2_2', 'a_3', 'a_2_2'])
  expect(idsOf(messages)).toEqual(['a', 'a', 'a', 'a', 'a', 'a_2', 'a', 'a_2'])
})

test('what an echo says of a call follows it, and what is the provider’s own stays', () => {
  const [first, ...results] = answer('a', 'a')
  const own = { type: 'thinking', id: 'a', signature: 's' }
  const items = [own, textMark(4), callMark('a'), callMark('a')]
  const [, told] = distinctCalls([
    hello,
    { ...first!, echo: { wire: 'anthropic', model: 'm', items } } as Spoken,
    ...results,
  ])
  expect(told).toMatchObject({ echo: { items: [own, textMark(4), callMark('a'), callMark('a_2')] } })
})

test('an id that is always the same costs no more than others', () => {
  const messages = [hello, ...answer(...Array<string>(20_000).fill('call_0'))]
  const started = performance.now()
  expect(new Set(idsOf(distinctCalls(messages))).size).toBe(20_000)
  expect(performance.now() - started).toBeLessThan(1000)
})

describe('as each format is sent two answers with two calls of one id', () => {
  const named = goldenWires.filter(({ wire }) => wire.name !== 'ollama').map((one) => [one.name, one] as const)
  test.for(named)('%s', async ([, { wire, credentials, model }]) => {
    const messages = [hello, ...answer('a', 'a'), hello, ...answer('a', 'a')]
    const request = await wire.request(credentials, { model, messages, options: {} })
    const pieces = piecesOfBody(wire.name, (await request.json()) as never)
    const calls = pieces.filter(({ kind }) => kind === 'call')
    const results = pieces.filter(({ kind }) => kind === 'result')
    expect(new Set(calls.map(({ id }) => id)).size).toBe(4)
    expect(results.map(({ id, words }) => [id, words])).toEqual(calls.map(({ id }, at) => [id, `Result ${at % 2}.`]))
    expect(calls.map(({ words }) => words)).toEqual(['tool_0', 'tool_1', 'tool_0', 'tool_1'])
  })
})
