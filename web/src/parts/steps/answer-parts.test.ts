import { expect, test } from 'vitest'
import type { Message, Step, ToolCall } from '#protocol/message.ts'
import { answerParts, answerText } from './answer-parts.ts'

const call = (id: string, step: number, at: number): ToolCall => ({
  tool_call_id: id,
  step,
  at,
  name: 'calculate',
  input: {},
  state: 'done',
})
const step = (content_end: number, reasoning_end = 0, reasoning_tokens = 0): Step => ({
  content_end,
  reasoning_end,
  finish_reason: 'stop',
  cost_usd: null,
  usage: {
    input_tokens: 1,
    cached_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 1,
    reasoning_tokens,
    total_tokens: 2,
    source: 'reported',
  },
})

type Answered = Pick<Message, 'content' | 'reasoning' | 'tool_calls' | 'steps'>

function shown(message: Answered, begun?: Parameters<typeof answerParts>[1]): string[] {
  return answerParts(message, begun).map(({ kind, from, to }) => {
    if (kind === 'text') return message.content.slice(from, to)
    if (kind === 'thoughts') return `(${message.reasoning?.slice(from, to)})`
    return `[${(message.tool_calls ?? [])
      .slice(from, to)
      .map((one) => one.tool_call_id)
      .join(' ')}]`
  })
}

test('text, a call, text, a call, text', () => {
  const message = {
    content: 'I look.It is noon.So: 100.',
    tool_calls: [call('a', 0, 7), call('b', 1, 18)],
    steps: [step(7), step(18), step(26)],
  }
  expect(shown(message)).toEqual(['I look.', '[a]', 'It is noon.', '[b]', 'So: 100.'])
  expect(answerText(message)).toBe('I look.\n\nIt is noon.\n\nSo: 100.')
})

test('the same while it streams, from where its steps were seen to begin', () => {
  const begun = [{ content: 0, reasoning: 0 }]
  const first = { content: 'I look', tool_calls: [call('a', 0, 6)] }
  expect(shown({ content: 'I look' }, begun)).toEqual(['I look'])
  expect(shown(first, begun)).toEqual(['I look', '[a]'])
  const second = [...begun, { content: 6, reasoning: 0 }]
  expect(shown({ ...first, content: 'I lookIt is' }, second)).toEqual(['I look', '[a]', 'It is'])
})

test('calls with nothing between them stand together, whatever their step', () => {
  const calls = [call('a', 0, 2), call('b', 0, 2), call('c', 1, 2)]
  expect(shown({ content: 'Go', tool_calls: calls, steps: [step(2), step(2), step(2)] })).toEqual(['Go', '[a b c]'])
  expect(shown({ content: 'Go \n', tool_calls: calls, steps: [step(2), step(4)] })).toEqual(['Go', '[a b c]'])
  expect(shown({ content: '', tool_calls: calls })).toEqual(['[a b c]'])
})

test('thoughts stand before what their step said', () => {
  const message = {
    content: 'One.Two.',
    reasoning: 'hmaha',
    tool_calls: [call('a', 0, 4)],
    steps: [step(4, 2), step(8, 5)],
  }
  expect(shown(message)).toEqual(['(hm)', 'One.', '[a]', '(aha)', 'Two.'])
  const hidden = { content: 'One.Two.', tool_calls: [call('a', 0, 4)], steps: [step(4, 0, 310), step(8)] }
  expect(shown(hidden)).toEqual(['(undefined)', 'One.', '[a]', 'Two.'])
})

test('a call in the middle of a word stands behind it, and the text is as it was', () => {
  const message = { content: 'The answer is 100.', tool_calls: [call('a', 0, 7)], steps: [step(18)] }
  expect(shown(message)).toEqual(['The answer', '[a]', ' is 100.'])
  expect(
    shown(message)
      .filter((part) => part !== '[a]')
      .join(''),
  ).toBe(message.content)
})

test('an answer from before there were steps: its calls stand below its text', () => {
  expect(shown({ content: 'All of it.', tool_calls: [call('a', 0, 10)] })).toEqual(['All of it.', '[a]'])
  expect(shown({ content: 'All of it.', reasoning: 'hm' })).toEqual(['(hm)', 'All of it.'])
})

test('places that make no sense lose no text and no call', () => {
  const calls = [call('a', 0, 900), call('b', 7, 2), call('c', 0, 1)]
  const message = { content: 'One two three', tool_calls: calls, steps: [step(40), step(3)] }
  const all = shown(message)
  expect(all.filter((part) => !part.startsWith('[')).join('')).toBe(message.content)
  expect(
    all
      .filter((part) => part.startsWith('['))
      .join('')
      .match(/[abc]/g),
  ).toEqual(['a', 'b', 'c'])
})

test('a thousand calls between words are placed in a few milliseconds', () => {
  const content = 'word '.repeat(1000)
  const calls = Array.from({ length: 1000 }, (_, at) => call(String(at), 0, at * 5 + 2))
  const start = performance.now()
  expect(answerParts({ content, tool_calls: calls, steps: [step(content.length)] })).toHaveLength(2000)
  expect(performance.now() - start).toBeLessThan(150)
})
