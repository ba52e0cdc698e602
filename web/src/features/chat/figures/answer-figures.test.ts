import { expect, test } from 'vitest'
import type { Message } from '#protocol/message.ts'
import { answerDetails } from './answer-details.ts'
import { answerFigures } from './answer-figures.ts'

const usage = {
  input_tokens: 1204,
  cached_read_tokens: 900,
  cache_write_tokens: 104,
  output_tokens: 380,
  reasoning_tokens: 310,
  total_tokens: 1584,
  source: 'reported' as const,
}
const answer: Message = {
  id: 'a',
  thread_id: 't',
  parent_message_id: 'q',
  role: 'assistant',
  author: null,
  content: 'Yes.',
  status: 'complete',
  provider: 'anthropic',
  model: 'claude',
  branch: { index: 0, count: 1 },
  created_at: '2026-11-20T12:00:00.000Z',
  finished_at: '2026-11-20T12:00:14.000Z',
  usage,
  cost_usd: '0.021437500',
  timing: { first_token_ms: 812, reasoning_ms: 6200, duration_ms: 14_100 },
}
const facts = (over: Partial<Message> = {}) =>
  answerDetails({ ...answer, ...over }, 'Anthropic', 'Claude').map(
    (fact) => `${fact.part ? '  ' : ''}${fact.name}: ${fact.value}`,
  )

test('under an answer: what it took, in few words', () => {
  expect(answerFigures(answer)).toBe('1,584 tokens · $0.021 · 14 s')
  expect(answerFigures({ ...answer, usage: { ...usage, source: 'estimated' } })).toBe(
    'about 1,584 tokens · about $0.021 · 14 s',
  )
  expect(answerFigures({ ...answer, cost_usd: null })).toBe('1,584 tokens · price unknown · 14 s')
  expect(answerFigures({ ...answer, provider: 'demo', cost_usd: null })).toBe('1,584 tokens · no cost · 14 s')
  expect(answerFigures({ ...answer, usage: undefined, cost_usd: null, timing: undefined })).toBe('14 s')
})

test('on request: every figure, parts under their sum', () => {
  expect(facts()).toEqual([
    'Model: Claude',
    'Provider: Anthropic',
    'Tokens in: 1,204',
    '  new: 200',
    '  from cache: 900',
    '  written to cache: 104',
    'Tokens out: 380',
    '  of which reasoning: 310',
    'Cost: $0.0214375',
    'First token after: 0.81 s',
    'Thought for: 6.20 s',
    'Speed: 29 tokens/s',
    'Took: 14.1 s',
    'Tokens are: reported by Anthropic',
  ])
})

test('says what is estimated, free or unknown', () => {
  expect(facts({ usage: { ...usage, source: 'estimated' } })).toContain('Cost: about $0.0214375')
  expect(facts({ usage: { ...usage, source: 'estimated' } })).toContain('Tokens in: about 1,204')
  expect(facts({ cost_usd: null })).toContain('Cost: price unknown')
  expect(facts({ cost_usd: '0.000000000' })).toContain('Cost: free')
  expect(facts({ usage: { ...usage, source: 'counted' } })).toContain('Tokens are: counted here')
})

test('a speed that nobody could measure is not told', () => {
  const timing = { first_token_ms: 500, reasoning_ms: null, duration_ms: 520 }
  expect(facts({ timing }).join()).not.toContain('Speed')
  expect(facts({ timing: { ...timing, first_token_ms: null } }).join()).not.toMatch(/Speed|First token/)
})

test('a line for each step of several: tokens, cost, how it ended; no speed, since tools ran in between', () => {
  const step = {
    content_end: 4,
    reasoning_end: 0,
    usage,
    cost_usd: '0.010000000',
    finish_reason: 'tool_calls' as const,
  }
  const cut = { ...step, usage: { ...usage, source: 'estimated' as const }, cost_usd: null, finish_reason: null }
  const steps = [step, { ...cut }, { ...cut, usage: null }]
  expect(facts({ steps }).slice(9, 13)).toEqual([
    'Steps: 3',
    '  step 1: 1,204 in, 380 out · $0.01 · called tools',
    '  step 2: about 1,204 in, 380 out · price unknown · broken off',
    '  step 3: broken off',
  ])
  expect(facts({ steps }).join()).not.toContain('Speed')
  expect(facts({ steps: [step] })).toEqual(facts())
  expect(facts({ provider: 'demo', cost_usd: null, steps: [step, step] })).toContain(
    '  step 2: 1,204 in, 380 out · free · called tools',
  )
})

test('an answer from before there were timings has the rest', () => {
  expect(facts({ timing: undefined })).toContain('Took: 14.0 s')
  expect(facts({ timing: undefined, usage: undefined, cost_usd: undefined })).toEqual([
    'Model: Claude',
    'Provider: Anthropic',
    'Took: 14.0 s',
  ])
})
