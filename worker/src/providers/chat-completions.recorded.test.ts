import { describe, expect, test } from 'vitest'
import { ChatCompletionsReader } from './chat-completions-reader.ts'
import { httpFailure } from './failure.ts'
import { readStream, waysToCut, type WholeAnswer } from './testing/read-stream.ts'
import { recordedCases, type RecordedCase } from './testing/recorded-cases.ts'

const cases = recordedCases('openai.chat')
const answers = cases.filter((one) => one.status < 400).map((one) => [one.name, one] as const)
const refusals = cases.filter((one) => one.status >= 400).map((one) => [one.name, one] as const)

const finishes: Record<string, string> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
}

function expectRight(answer: WholeAnswer, { expected }: RecordedCase): void {
  expect(answer.text).toBe(expected.text + (expected.refusal ?? ''))
  expect(answer.reasoning).toBe(expected.reasoning_text ?? '')
  expect(answer.tool_calls).toEqual(
    expected.tool_calls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args })),
  )
  expect(answer.late).toBe(0)
  if (expected.error) return expect(answer.failure?.message).toContain(expected.error.message)
  expect(answer.failure).toBeNull()
  expect(answer.finish).toBe(expected.refusal ? 'content_filter' : finishes[expected.finish_reason!])
  expect(answer.native).toBe(expected.native_finish_reason ?? answer.native)
  const usage = expected.usage_normalised
  if (!usage) return expect(answer.usage).toBeNull()
  expect(answer.usage).toEqual({
    input_tokens: usage.input_total,
    cached_read_tokens: usage.cached_read ?? 0,
    cache_write_tokens: usage.cache_write ?? 0,
    output_tokens: usage.output_total,
    reasoning_tokens: usage.reasoning ?? 0,
    total_tokens: usage.total,
    source: 'reported',
  })
}

describe.runIf(answers.length)('recorded answers', () => {
  test.for(answers)('%s', ([, one]) => {
    for (const [, cuts] of waysToCut(one.body.length)) {
      expectRight(readStream(new ChatCompletionsReader(), one.body, cuts), one)
    }
    for (const hint of one.split_hints) {
      expectRight(readStream(new ChatCompletionsReader(), one.body, [hint]), one)
    }
  })
})

const kinds: Record<string, string> = {
  'compat-azure/http-429-retry-after': 'provider_rate_limit',
  'compat-deepseek/http-400-context-octet-stream': 'provider_context_length',
  'compat-deepseek/http-400-image-unsupported': 'provider_bad_request',
  'compat-groq/http-400-tool-use-failed': 'provider_bad_request',
  'compat-llamacpp/http-400-context-overflow-stream': 'provider_context_length',
  'compat-llamacpp/http-500-image-without-mmproj': 'provider_error',
  'compat-llamacpp/http-500-tools-without-jinja': 'provider_error',
  'compat-mistral/http-400-invalid-model-stream': 'provider_model_not_found',
  'openai-chat/http-400-validation': 'provider_bad_request',
  'openai-chat/http-404-model-not-found': 'provider_model_not_found',
  'openrouter/http-401-no-auth': 'provider_auth',
  'openrouter/http-429-upstream': 'provider_rate_limit',
}

describe.runIf(refusals.length)('recorded failures', () => {
  test.for(refusals)('%s', ([name, one]) => {
    const failure = httpFailure(one.status, new Headers(one.headers), new TextDecoder().decode(one.body))
    expect(failure).toMatchObject({ kind: kinds[name], status: one.status })
    const wait = Number(one.expected.error?.headers?.['retry-after'] ?? Number.NaN)
    expect(failure.retry_after).toBe(Number.isNaN(wait) ? null : wait)
  })
})
