import { describe, expect, test } from 'vitest'
import { BedrockReader } from './reader.ts'
import { event, exception, frame, join, prelude12 } from '../testing/event-stream-frames.ts'
import { readStream, waysToCut, type WholeAnswer } from '../testing/read-stream.ts'

const encoder = new TextEncoder()
const delta = (contentBlockIndex: number, delta: object) => event('contentBlockDelta', { contentBlockIndex, delta })
const start = (contentBlockIndex: number, toolUse: object) =>
  event('contentBlockStart', { contentBlockIndex, start: { toolUse } })
const stop = (stopReason: string) => event('messageStop', { stopReason })
const usage = event('metadata', { usage: { inputTokens: 5, outputTokens: 7, totalTokens: 12 } })

/** What all ways of cutting the body agree on. */
function read(...pieces: Uint8Array[]): WholeAnswer {
  const body = join(pieces)
  const answers = waysToCut(body.length).map(([, cuts]) => readStream(new BedrockReader(), body, cuts))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  return answers[0]!
}

test('ends after its usage, or without it where the body ends', () => {
  const text = delta(0, { text: 'Hi' })
  expect(read(text, stop('end_turn'), usage)).toMatchObject({ text: 'Hi', finish: 'stop', native: 'end_turn' })
  expect(read(text, stop('end_turn'))).toMatchObject({ text: 'Hi', finish: 'stop', usage: null, late: 0 })
  expect(read(text).failure).toMatchObject({ kind: 'provider_stream_broken' })
  expect(read(text, stop('end_turn'), usage.subarray(0, 30)).failure).toMatchObject({ kind: 'provider_stream_broken' })
})

test('the input that its usage names counts neither what the cache gave nor what it took', () => {
  const said = { inputTokens: 10, outputTokens: 4, cacheReadInputTokens: 100, cacheWriteInputTokens: 20 }
  expect(read(stop('end_turn'), event('metadata', { usage: said })).usage).toEqual({
    input_tokens: 130,
    cached_read_tokens: 100,
    cache_write_tokens: 20,
    output_tokens: 4,
    reasoning_tokens: 0,
    total_tokens: 134,
    source: 'reported',
  })
})

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['guardrail_intervened', 'content_filter'],
  ['content_filtered', 'content_filter'],
  ['malformed_model_output', 'stop'],
  ['something_new', 'stop'],
  ['tool_use', 'stop'],
])('%s without a call is %s', (said, finish) => {
  expect(read(stop(said), usage)).toMatchObject({ finish, native: said, failure: null })
})

describe('tool calls', () => {
  test('are put together from their pieces, with {} for none, and stay cut where the answer was', () => {
    const piece = (index: number, input: string) => delta(index, { toolUse: { input } })
    const calls = [start(1, { toolUseId: 'a', name: 'one' }), piece(1, '{"x":'), piece(1, '1}')]
    const empty = start(2, { toolUseId: 'b', name: 'two' })
    const whole = read(...calls, empty, stop('tool_use'), usage)
    expect(whole.tool_calls).toEqual([
      { id: 'a', name: 'one', arguments: '{"x":1}' },
      { id: 'b', name: 'two', arguments: '{}' },
    ])
    expect(whole.finish).toBe('tool_calls')
    const cut = read(start(0, { toolUseId: 'a', name: 'one' }), piece(0, '{"x":'), empty, stop('max_tokens'), usage)
    expect(cut.tool_calls.map((call) => call.arguments)).toEqual(['{"x":', ''])
    expect(cut.finish).toBe('length')
  })

  test('of tools that Bedrock runs itself are nobody’s to run', () => {
    const served = start(0, { toolUseId: 'a', name: 'interpreter', type: 'server_tool_use' })
    const result = event('contentBlockStart', { contentBlockIndex: 1, start: { toolResult: { toolUseId: 'a' } } })
    const output = delta(1, { toolResult: [{ json: { stdOut: '4' } }] })
    const answer = read(
      served,
      delta(0, { toolUse: { input: '{}' } }),
      result,
      output,
      delta(2, { text: '4' }),
      stop('end_turn'),
    )
    expect(answer).toMatchObject({ text: '4', tool_calls: [], finish: 'stop' })
  })
})

test('reasoning goes back with its signature, in its order; without one nothing does', () => {
  const thought = (index: number, reasoningContent: object) => delta(index, { reasoningContent })
  const first = [thought(0, { text: 'Hm, ' }), thought(0, { text: 'yes.' }), thought(0, { signature: 'sig' })]
  const hidden = [thought(1, { redactedContent: btoa('ab') }), thought(1, { redactedContent: btoa('c') })]
  const call = start(3, { toolUseId: 'a', name: 'one' })
  const answer = read(...first, ...hidden, delta(2, { text: 'Wait.' }), call, stop('tool_use'), usage)
  expect(answer.reasoning).toBe('Hm, yes.')
  expect(answer.echo).toEqual([
    { reasoningContent: { reasoningText: { text: 'Hm, yes.', signature: 'sig' } } },
    { reasoningContent: { redactedContent: btoa('abc') } },
    { type: 'edgewise.text', chars: 5 },
    { type: 'edgewise.call', id: 'a' },
  ])
  expect(read(thought(0, { text: 'Hm' }), delta(1, { text: 'Hi' }), stop('end_turn'), usage).echo).toEqual([])
})

test('what was written to a cache for an hour is told apart in the bill', () => {
  const cacheDetails = [
    { ttl: '5m', inputTokens: 10 },
    { ttl: '1h', inputTokens: 90 },
  ]
  const written = event('metadata', {
    usage: { inputTokens: 5, outputTokens: 7, cacheWriteInputTokens: 100, cacheDetails },
  })
  const told: unknown[] = []
  new BedrockReader().push(written, (one) => told.push(one))
  expect(told).toMatchObject([
    { usage: { input_tokens: 105, cache_write_tokens: 100 }, billed: { input_tokens: 105, cache_write_1h_tokens: 90 } },
  ])
})

describe('failures', () => {
  test.each([
    ['throttlingException', 'Too many requests', 'provider_rate_limit', 429],
    ['serviceUnavailableException', 'busy', 'provider_overloaded', 503],
    ['modelStreamErrorException', 'broke', 'provider_error', 424],
    ['internalServerException', 'oops', 'provider_error', 500],
    ['validationException', 'Input is too long for requested model.', 'provider_context_length', 400],
    ['validationException', 'messages: roles must alternate', 'provider_bad_request', 400],
    ['somethingNewException', 'hm', 'provider_error', 200],
  ])('%s: %s', (type, message, kind, status) => {
    const answer = read(delta(0, { text: 'Hi' }), exception(type, message), usage)
    expect(answer).toMatchObject({ text: 'Hi', finish: null, late: 0, failure: { kind, status } })
    expect(answer.failure!.message).toContain(message)
  })

  test('an error that is a frame’s own', () => {
    const headers = { ':message-type': 'error', ':error-code': 'InternalServerException', ':error-message': 'oops' }
    expect(read(frame(headers, new Uint8Array())).failure).toMatchObject({ kind: 'provider_error', status: 500 })
  })

  const text = delta(0, { text: 'Hi' })
  const damaged = (at: number) => text.map((byte, index) => (index === at ? byte ^ 1 : byte))
  const bad: [string, Uint8Array, string, RegExp][] = [
    ['a checksum of lengths that fails', damaged(3), 'provider_stream_broken', /checksum of a frame’s length/],
    ['a checksum of a frame that fails', damaged(text.length - 7), 'provider_stream_broken', /checksum of a frame is/],
    ['a frame of 20 MB', prelude12(20 * 1024 * 1024, 0), 'provider_error', /larger than 16 MB/],
    [
      'a payload that is cut JSON',
      frame({ ':message-type': 'event' }, encoder.encode('{"a":')),
      'provider_stream_broken',
      /not JSON/,
    ],
    [
      'invalid UTF-8',
      frame({ ':message-type': 'event' }, Uint8Array.of(0x22, 0xff, 0x22)),
      'provider_stream_broken',
      /not JSON/,
    ],
  ]
  test.each(bad)('%s keeps the text before it', (_, bytes, kind, words) => {
    const answer = read(text, bytes, text, stop('end_turn'), usage)
    expect(answer).toMatchObject({
      text: 'Hi',
      finish: null,
      late: 0,
      failure: { kind, message: expect.stringMatching(words) },
    })
  })

  test('an exception as JSON with status 200 is what its type says', () => {
    const said = JSON.stringify({ __type: 'com.amazon.coral.service#ThrottlingException', message: 'slow' })
    expect(read(encoder.encode(said)).failure).toMatchObject({ kind: 'provider_rate_limit', status: 429 })
  })

  test.each([
    ['a web page', '<!doctype html><title>Login</title>', /web page/],
    ['words', ' hello', /not a stream of events/],
    ['JSON that is no answer', '{"models":[]}', /no answer of Converse/],
    ['JSON that is cut', '{"output":{"message":', /not a stream of events/],
  ])('%s with status 200', (_, body, words) => {
    expect(read(encoder.encode(body)).failure).toMatchObject({
      kind: 'provider_error',
      message: expect.stringMatching(words),
    })
  })
})

test('a whole answer of Converse is read too', () => {
  const content = [
    { reasoningContent: { reasoningText: { text: 'Hm', signature: 's' } } },
    { text: 'Hi' },
    { toolUse: { toolUseId: 'a', name: 'one', input: { x: 1 } } },
  ]
  const body = {
    output: { message: { role: 'assistant', content } },
    stopReason: 'tool_use',
    usage: { inputTokens: 1 },
  }
  const answer = read(encoder.encode(JSON.stringify(body)))
  expect(answer).toMatchObject({ text: 'Hi', reasoning: 'Hm', finish: 'tool_calls', usage: { input_tokens: 1 } })
  expect(answer.tool_calls).toEqual([{ id: 'a', name: 'one', arguments: '{"x":1}' }])
  expect(answer.echo).toHaveLength(3)
})

test('a stream without end costs no memory', () => {
  const reader = new BedrockReader()
  const piece = join(Array.from({ length: 500 }, () => delta(0, { text: 'x'.repeat(2000) })))
  let chars = 0
  const push = () => reader.push(piece, (told) => (chars += told.type === 'text' ? told.text.length : 0))
  push()
  const before = process.memoryUsage().arrayBuffers
  for (let n = 1; n < 150; n++) push()
  expect(chars).toBe(150_000_000)
  expect(reader.done).toBe(false)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
})
