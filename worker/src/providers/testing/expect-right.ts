import { expect } from 'vitest'
import type { WireFormat } from '../wire.ts'
import type { WholeAnswer } from './read-stream.ts'
import type { RecordedCall, RecordedCase } from './recorded-cases.ts'
import { expectedKinds, expectedRetries, ourFinish } from './recorded-expectations.ts'

/** Interfaces whose arguments are objects: their text is ours, so they are compared as JSON. */
const objectArguments = new Set(['gemini.generateContent', 'ollama.chat', 'bedrock.converse'])

/** An answer that was read is the one that was recorded. */
export function expectRight(answer: WholeAnswer, one: RecordedCase): void {
  const { name, expected } = one
  expect(answer.late).toBe(0)
  expect(answer.text).toBe(expected.text + (expected.refusal ?? ''))
  expect(answer.reasoning).toBe(expected.reasoning_text || expected.reasoning_summary || '')
  if (expectedKinds[name] || expected.error) return expectFailed(answer, one)
  expect(answer.failure).toBeNull()
  const calls = expected.tool_calls.filter((call) => !isServerSide(call))
  expectCalls(answer, calls, objectArguments.has(one.api))
  const said = expected.refusal ? 'refusal' : expected.finish_reason
  expect(answer.finish).toBe(ourFinish(name, said, calls.length > 0))
  expect(answer.native).toBe(expected.native_finish_reason ?? (relays(one) ? answer.native : expected.finish_reason))
  expectUsage(answer, one)
}

/** An answer with a status outside 2xx says what went wrong, and when to try again. */
export function expectRefused(wire: WireFormat, one: RecordedCase): void {
  const status = one.status!
  const failure = wire.failure(status, new Headers(one.headers), new TextDecoder().decode(one.body))
  expect(failure).toMatchObject({ kind: expectedKinds[one.name], status })
  const wait = Number(one.headers['retry-after'] ?? Number.NaN)
  expect(failure.retry_after).toBe(expectedRetries[one.name] ?? (Number.isNaN(wait) ? null : wait))
  expect(failure.message).not.toBe('')
}

/** A relay may pass the model's own word on beside its own. */
function relays(one: RecordedCase): boolean {
  return one.name.startsWith('openrouter/')
}

function isServerSide(call: RecordedCall): boolean {
  return call.server_side !== undefined || call.type === 'server_tool_use'
}

function expectFailed(answer: WholeAnswer, { name, expected }: RecordedCase): void {
  expect(answer.failure?.kind).toBe(expectedKinds[name])
  expect(answer.finish).toBeNull()
  const said = typeof expected.error === 'string' ? expected.error : expected.error?.message
  if (said && said !== 'truncated') expect(answer.failure?.message).toContain(said)
}

function expectCalls(answer: WholeAnswer, calls: RecordedCall[], objects: boolean): void {
  const parsed = (args: string) => (objects ? JSON.parse(args) : args)
  expect(answer.tool_calls.map((call) => ({ name: call.name, arguments: parsed(call.arguments) }))).toEqual(
    calls.map((call) => ({ name: call.name, arguments: parsed(call.arguments) })),
  )
  const ids = answer.tool_calls.map((call) => call.id)
  expect(new Set(ids).size).toBe(calls.length)
  expect(ids.every((id) => id !== '')).toBe(true)
  expect(ids).toEqual(calls.map((call, index) => call.id ?? ids[index]))
}

function expectUsage(answer: WholeAnswer, { api, expected }: RecordedCase): void {
  const usage = expected.usage_normalised
  if (!usage) return api === 'openai.chat' ? expect(answer.usage).toBeNull() : undefined
  const input = usage.input_total!
  const output = usage.output_total!
  expect(answer.usage).toEqual({
    input_tokens: input,
    cached_read_tokens: usage.cached_read ?? 0,
    cache_write_tokens: usage.cache_write ?? 0,
    output_tokens: output,
    reasoning_tokens: usage.reasoning ?? 0,
    total_tokens: usage.total ?? input + output,
    source: 'reported',
  })
}
