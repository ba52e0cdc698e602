import { expect, test } from 'vitest'
import type { ProviderFailure } from '#protocol/error.ts'
import { ask, type AskPorts } from './ask.ts'
import { estimatedUsage } from './outcome.ts'
import { CONVERSATION } from './retry.ts'
import { newEnd, type StepEnd } from './step-end.ts'

const failure = (kind: ProviderFailure['kind']): StepEnd =>
  newEnd({ kind, status: null, message: 'no', retry_after: 0 })
const fine: StepEnd = { ...newEnd(), reason: 'stop', usage: { ...estimatedUsage(10, 1), source: 'reported' } }

function model(ends: StepEnd[], more: Partial<AskPorts> = {}) {
  const asked: number[] = []
  const learned: number[] = []
  let length = 100
  const ports: AskPorts = {
    request: () => ({ model: 'm', messages: [], options: { max_tokens: length } }),
    run: async ({ options }) => {
      asked.push(options.max_tokens ?? 0)
      return ends.shift() ?? fine
    },
    hasBegun: () => false,
    wait: async () => {},
    learn: ({ input_tokens }) => void learned.push(input_tokens),
    shorten: async () => {
      length = Math.floor(length / 2)
      return length > 30
    },
    ...more,
  }
  return { ports, asked, learned }
}

test('a refusal for length is answered by shorter prompts, twice at most (T11)', async () => {
  const one = model([failure('provider_context_length')])
  expect(await ask(one.ports, CONVERSATION)).toBe(fine)
  expect([one.asked, one.learned]).toEqual([[100, 50], [10]])
  const tooLong = Array.from({ length: 9 }, () => failure('provider_context_length'))
  const three = model(tooLong, { shorten: async () => true })
  expect((await ask(three.ports, CONVERSATION)).failure?.kind).toBe('provider_context_length')
  expect(three.asked).toHaveLength(3)
})

test('what can’t become shorter is not asked again, nor what has begun to answer', async () => {
  const short = model([failure('provider_context_length')], { shorten: async () => false })
  expect((await ask(short.ports, CONVERSATION)).failure?.kind).toBe('provider_context_length')
  const begun = model([failure('provider_overloaded'), fine], { hasBegun: () => true })
  expect((await ask(begun.ports, CONVERSATION)).failure?.kind).toBe('provider_overloaded')
  expect([short.asked.length, begun.asked.length]).toEqual([1, 1])
})

test('each step has its own tries: one that is overloaded is asked again after its wait (T4)', async () => {
  const waits: number[] = []
  const ends = [failure('provider_overloaded'), failure('provider_rate_limit'), fine]
  const busy = model(ends, { wait: async (ms) => void waits.push(ms) })
  expect(await ask(busy.ports, CONVERSATION)).toBe(fine)
  expect([busy.asked.length, waits]).toEqual([3, [0, 0]])
})
