import { expect } from 'vitest'
import type { RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'
import { expectedKinds } from '../../worker/src/providers/testing/recorded-expectations.ts'
import { expectCalls, failsIn, saidIn } from '../recorded/said.ts'
import type { V1Answer } from './answer.ts'

/** Interfaces whose arguments are objects: their text is ours, so they are compared as JSON. */
const objectArguments = new Set(['gemini.generateContent', 'ollama.chat', 'bedrock.converse'])
const statuses: Record<string, number> = {
  provider_rate_limit: 429,
  provider_quota: 429,
  provider_context_length: 400,
  provider_bad_request: 400,
  provider_model_not_found: 404,
}

/** What /v1 answered is what was recorded, in OpenAI's words. */
export function expectRecorded(answer: V1Answer, one: RecordedCase, streamed: boolean): void {
  const { name, expected } = one
  if (failsIn(one)) return expectFailure(answer, one, streamed)
  const { text, reasoning, calls, finish } = saidIn(one)
  expect(answer.error).toBeNull()
  expect(answer).toMatchObject({ status: 200, done: streamed, text, reasoning, finish })
  const read = ({ arguments: written }: { arguments: string }): unknown =>
    objectArguments.has(one.api) ? JSON.parse(written) : written
  expectCalls(answer.calls, calls, { made: (call) => read(call), recorded: (call) => read(call) })
  if (!name.startsWith('openrouter/'))
    expect(answer.native).toBe(expected.native_finish_reason ?? expected.finish_reason)
  expectUsage(answer, one)
}

function expectUsage({ usage }: V1Answer, { api, expected }: RecordedCase): void {
  const normal = expected.usage_normalised
  if (!normal) return api === 'openai.chat' ? expect(usage?.source).toBe('estimated') : undefined
  expect(usage).toMatchObject({
    prompt_tokens: normal.input_total!,
    completion_tokens: normal.output_total!,
    total_tokens: normal.total ?? normal.input_total! + normal.output_total!,
    prompt_tokens_details: { cached_tokens: normal.cached_read ?? 0, cache_write_tokens: normal.cache_write ?? 0 },
    completion_tokens_details: { reasoning_tokens: normal.reasoning ?? 0 },
    source: 'reported',
  })
  if (normal.cost !== undefined) expect(Number(usage!.cost_usd)).toBeCloseTo(normal.cost, 9)
}

/** Before the first token an HTTP error; after it one frame, with what came before it, and no `[DONE]`. */
function expectFailure(answer: V1Answer, one: RecordedCase, streamed: boolean): void {
  const kind = expectedKinds[one.name]!
  const { text, reasoning } = saidIn(one)
  expect(answer.error).toMatchObject({ code: kind, message: expect.stringMatching(/./), param: null })
  expect(answer.done).toBe(false)
  const begun = streamed && (text !== '' || reasoning !== '' || answer.calls.length > 0)
  expect(answer.status).toBe(begun ? 200 : (statuses[kind] ?? 502))
  if (begun) expect(answer.text).toBe(text)
}
