import { expect } from 'vitest'
import type { RecordedCall, RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'
import { expectedKinds, ourFinish } from '../../worker/src/providers/testing/recorded-expectations.ts'
import type { FinishReason } from '../../worker/src/providers/wire.ts'

/** What a recorded answer says, in our words. */
export interface Said {
  text: string
  reasoning: string
  /** Those that somebody here would have to run. */
  calls: RecordedCall[]
  finish: FinishReason | undefined
  usage: Record<string, number> | undefined
}

export function failsIn({ name, status, expected }: RecordedCase): boolean {
  return (status ?? 200) >= 400 || expectedKinds[name] !== undefined || Boolean(expected.error)
}

export function saidIn({ name, expected }: RecordedCase): Said {
  const calls = expected.tool_calls.filter((call) => !call.server_side && call.type !== 'server_tool_use')
  return {
    text: expected.text + (expected.refusal ?? ''),
    reasoning: expected.reasoning_text || expected.reasoning_summary || '',
    calls,
    finish: ourFinish(name, expected.refusal ? 'refusal' : expected.finish_reason, calls.length > 0),
    usage: expected.usage_normalised,
  }
}

/** Calls in order, with the provider's ids, or some where it gave none; `read` makes arguments comparable. */
export function expectCalls<Call extends { id: string; name: string }>(
  made: Call[],
  calls: RecordedCall[],
  read: { made: (call: Call) => unknown; recorded: (call: RecordedCall) => unknown },
): void {
  expect(made.map((call) => [call.name, read.made(call)])).toEqual(
    calls.map((call) => [call.name, read.recorded(call)]),
  )
  expect(new Set(made.map((call) => call.id)).size).toBe(calls.length)
  expect(made.map((call) => call.id)).toEqual(calls.map((call, at) => call.id ?? made[at]!.id))
}
