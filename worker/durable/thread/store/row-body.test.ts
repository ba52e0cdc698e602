import { expect, test } from 'vitest'
import { ANSWER_MAX_CHARS } from '../turn/answer.ts'
import { rowBody } from './row-body.ts'
import type { StoredMessage } from './rows.ts'

const bytes = (text: string) => Buffer.byteLength(text)
const answer = (more: Partial<StoredMessage>) =>
  ({ id: 'm', content: '', status: 'complete', ...more }) as StoredMessage

test.each(['x', 'ü', '東', '🌍', '"', '\n'])('an answer full of %j is stored whole', (sign) => {
  const content = sign.repeat(ANSWER_MAX_CHARS / sign.length)
  expect(JSON.parse(rowBody(answer({ content })))).toMatchObject({ content })
  expect(bytes(rowBody(answer({ content })))).toBeLessThan(2_000_000)
})

test.each(['\u0001', '\ud800'])('whatever an answer is made of, it can be stored: %j', (sign) => {
  const half = sign.repeat(ANSWER_MAX_CHARS / 2)
  const echo = { wire: 'chat' as const, model: 'm', items: [half], key_id: null }
  const end = { content_end: half.length, reasoning_end: half.length, finish_reason: 'stop' as const }
  const step = { ...end, id: 's', usage: null, cost_usd: null, ended_at: '', echo }
  const call = { tool_call_id: 'c', step: 0, at: half.length, name: 'read', input: half, state: 'done' as const }
  const written = rowBody(answer({ content: half, reasoning: half, steps: [step], tool_calls: [call] }))
  expect(bytes(written)).toBeLessThan(2_000_000)
  const kept = sign === '\ud800' ? 139_999 : 140_000
  expect(JSON.parse(written)).toMatchObject({
    id: 'm',
    status: 'complete',
    content: half.slice(0, kept),
    steps: [{ content_end: kept, reasoning_end: kept }],
    tool_calls: [{ tool_call_id: 'c', at: kept }],
  })
})
