import { describe, expect, test } from 'vitest'
import { parseJson } from '#protocol/codec.ts'
import { readStream } from './testing/read-stream.ts'
import { recordedCases } from './testing/recorded-cases.ts'
import { ourFinish } from './testing/recorded-expectations.ts'
import { recordedWires } from './testing/recorded-wires.ts'
import { join } from './testing/event-stream-frames.ts'
import { sampleAnswer, sampleStreams } from './testing/sample-streams.ts'
import { sdkAnswers, type SdkAnswer } from './testing/sdk-answers.ts'
import type { WireReader } from './wire.ts'

/** Recordings that a provider's own client reads otherwise than ours or not at all, and why. */
const beyond: Record<string, string> = {
  'anthropic/openai-compat-endpoint-tool-index-1': 'its first call has the index 1',
  'compat-bedrock-mantle/responses-gpt-oss': 'has an event of a type that OpenAI has not',
  'compat-copilot/responses-item-id-rotation': 'its ids change from event to event',
  'compat-gpustack/llama-box-no-done': 'says no role',
  'compat-groq/mid-stream-error-after-text': 'fails: the text before it is kept here',
  'compat-groq/mid-stream-error-tool-use-failed': 'fails: the text before it is kept here',
  'compat-mistral/incremental-tool-args': 'says no role',
  'compat-mistral/thinking-content-array': 'its content is parts',
  'compat-mistral/thinking-magistral': 'its content is parts',
  'gemini/tool-partial-args-missing-terminal': 'Google’s client does not put pieces of arguments together',
  'gemini/tool-partial-args-stream-vertex': 'Google’s client does not put pieces of arguments together',
  'gemini/vendor-error-mid-stream': 'its error is no event',
  'gemini/vendor-no-content-parts': 'its last event has no empty line',
  'gemini/vendor-prompt-blocked-message': 'its last event has no empty line',
  'openai-responses/background-resume-starting-after': 'goes on where another stream ended',
  'openrouter/image-request-url': 'is no stream',
}

async function expectSame(name: string, api: string, reader: WireReader, body: Uint8Array): Promise<void> {
  const sdk = await sdkAnswers[api]!(body)
  const { text, tool_calls, usage, finish } = readStream(reader, body, [])
  const ours = {
    text,
    calls: tool_calls,
    input_tokens: usage?.input_tokens ?? null,
    output_tokens: usage?.output_tokens ?? null,
    finish,
  }
  expect(comparable(ours)).toEqual(
    comparable({ ...sdk, finish: ourFinish(name, sdk.finish, sdk.calls.length > 0) ?? sdk.finish }),
  )
}

/** Arguments as what they say: a client may have parsed them. A call that was cut stays text. */
function comparable({ calls, ...answer }: SdkAnswer): object {
  const said = (args: unknown) => (typeof args === 'string' ? (parseJson(args || '{}') ?? args) : args)
  return { ...answer, calls: calls.map((call) => ({ name: call.name, arguments: said(call.arguments) })) }
}

/** Servers that don't stream are left out: these clients ask in another way there. */
const recorded = recordedCases().filter(
  ({ api, status, body }) => sdkAnswers[api] && status === 200 && body[0] !== 0x7b && body[0] !== 0x5b,
)

describe.runIf(recorded.length)('a recorded stream', () => {
  test('every one that is read otherwise says why', () => {
    expect(Object.keys(beyond).filter((name) => !recorded.some((one) => one.name === name))).toEqual([])
  })

  test.for(recorded.filter(({ name }) => !beyond[name]).map((one) => [one.name, one] as const))(
    '%s',
    ([name, { api, body }]) => expectSame(name, api, recordedWires[api]!.reader(), body),
  )
})

const samples: Record<string, string> = {
  chat: 'openai.chat',
  responses: 'openai.responses',
  anthropic: 'anthropic.messages',
  gemini: 'gemini.generateContent',
}
const tokens = ['Zü', 'rich 🌧', ' is wet.']

describe('a stream of ours', () => {
  test.for(Object.entries(samples))('%s: text', async ([name, api]) => {
    const sample = sampleStreams[name]!
    await expectSame(name, api, sample.wire.reader(), sampleAnswer(sample, tokens))
    await expectSame(name, api, sample.wire.reader(), sampleAnswer(sample, tokens, 'length'))
  })

  test.for(Object.entries(samples))('%s: text and a call', async ([name, api]) => {
    const { wire, begin, text, call, end } = sampleStreams[name]!
    const args = '{"city": "Zürich", "days": [1, 2]}'
    const body = join([...begin(), ...tokens.map(text), ...call(args), ...end('stop', tokens.join(''))])
    await expectSame(name, api, wire.reader(), body)
  })
})
