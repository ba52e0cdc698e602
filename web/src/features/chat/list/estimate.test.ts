import { expect, test } from 'vitest'
import type { Message, ToolCall } from '#protocol/message.ts'
import { estimateHeight } from './estimate.ts'

const answer = { role: 'assistant', content: 'One line.', reasoning: undefined } satisfies Partial<Message>
const calls = (count: number): ToolCall[] =>
  Array.from({ length: count }, (_, at) => {
    return { tool_call_id: `c${at}`, step: 0, at: 9, name: 'calculate', input: {}, state: 'done' }
  })

test('calls and thoughts are lines of their own; many calls in a row are one', () => {
  const alone = estimateHeight(answer)
  expect(estimateHeight({ ...answer, reasoning: 'long thoughts '.repeat(1000) })).toBe(alone + 36)
  expect(estimateHeight({ ...answer, tool_calls: calls(2) })).toBe(alone + 16 + 60)
  expect(estimateHeight({ ...answer, tool_calls: calls(998) })).toBe(alone + 16 + 30)
})
