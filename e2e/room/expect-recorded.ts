import { expect } from 'vitest'
import type { ToolCall } from '#protocol/message.ts'
import type { RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'
import { expectedKinds } from '../../worker/src/providers/testing/recorded-expectations.ts'
import { expectCalls, failsIn, saidIn } from '../recorded/said.ts'
import type { RoomAnswer } from './room-answer.ts'

const outcomes = { stop: 'complete', tool_calls: 'complete', length: 'length', content_filter: 'filtered' }

/** What a room told or stored is what was recorded. */
export function expectRecorded(answer: RoomAnswer, one: RecordedCase): void {
  const { text, reasoning, calls, finish } = saidIn(one)
  if (failsIn(one)) return expectFailure(answer, one)
  expect(answer.error).toBeUndefined()
  expect(answer).toMatchObject({ text, reasoning, outcome: finish && outcomes[finish] })
  const made = answer.calls.map((call) => ({ ...call, id: call.tool_call_id }))
  expectCalls(made, calls, { made: (call) => call.input, recorded: (call) => inputOf(call.arguments) })
  // nothing here runs them: they are told as that, and never left hanging
  for (const call of answer.calls) expect(call).toMatchObject({ state: 'failed', output: expect.stringMatching(/./) })
  expectUsage(answer, one)
}

/** As the contract has it: parsed, or the text where it was cut. No arguments, also as `null`, are none. */
function inputOf(written: string): ToolCall['input'] {
  if (written === '') return {}
  try {
    return JSON.parse(written) ?? {}
  } catch {
    return written
  }
}

function expectUsage({ usage, cost_usd }: RoomAnswer, one: RecordedCase): void {
  const normal = saidIn(one).usage
  if (!normal) return one.api === 'openai.chat' ? expect(usage?.source).toBe('estimated') : undefined
  expect(usage).toEqual({
    input_tokens: normal.input_total!,
    cached_read_tokens: normal.cached_read ?? 0,
    cache_write_tokens: normal.cache_write ?? 0,
    output_tokens: normal.output_total!,
    reasoning_tokens: normal.reasoning ?? 0,
    total_tokens: normal.total ?? normal.input_total! + normal.output_total!,
    source: 'reported',
  })
  if (normal.cost !== undefined) expect(Number(cost_usd)).toBeCloseTo(normal.cost, 9)
}

/** The kind, words for a person, and whatever came before. */
function expectFailure(answer: RoomAnswer, one: RecordedCase): void {
  const { text, reasoning } = saidIn(one)
  expect(answer).toMatchObject({ outcome: 'failed', text, reasoning })
  const provider = { kind: expectedKinds[one.name], message: expect.stringMatching(/\w \w/) }
  expect(answer.error).toMatchObject({ code: 'ai_provider_error', message: expect.stringMatching(/./), provider })
}
