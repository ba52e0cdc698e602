import { expect, test } from 'vitest'
import { AnthropicReader } from './reader.ts'
import { readStream, waysToCut, type WholeAnswer } from '../testing/read-stream.ts'
import type { ProviderEvent } from '../wire.ts'

const event = (type: string, fields: object = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}  \n\n`
const begin = (index: number, content_block: object) => event('content_block_start', { index, content_block })
const grow = (index: number, delta: object) => event('content_block_delta', { index, delta })
const start = event('message_start', { message: { usage: { input_tokens: 5, output_tokens: 1 } } })
const end = (stop_reason: string, usage: object = {}) =>
  event('message_delta', { delta: { stop_reason }, usage }) + event('message_stop')
const text = (words: string, index = 0) =>
  begin(index, { type: 'text', text: '' }) + grow(index, { type: 'text_delta', text: words })

/** Reads the same body cut in every way: all must come to the same. */
function read(...parts: string[]): WholeAnswer {
  const body = new TextEncoder().encode(parts.join(''))
  const [first, ...others] = waysToCut(body.length).map(([, cuts]) => readStream(new AnthropicReader(), body, cuts))
  for (const other of others) expect(other).toEqual(first)
  expect(first!.late).toBe(0)
  return first!
}

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['pause_turn', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content_filter'],
  ['something_new', 'stop'],
])('%s is %s', (native, finish) => {
  expect(read(start, text('hi'), end(native))).toMatchObject({ text: 'hi', finish, native })
})

test('usage is what was said last of each number, with the cache on top of the input', () => {
  const usage = { cache_read_input_tokens: 7, cache_creation_input_tokens: 3, output_tokens: 20, input_tokens: null }
  expect(read(start, text('hi'), end('end_turn', usage)).usage).toMatchObject({
    input_tokens: 15,
    cached_read_tokens: 7,
    cache_write_tokens: 3,
    output_tokens: 20,
    total_tokens: 35,
  })
})

test('a compaction is billed beside the answer', () => {
  const iterations = [
    { type: 'compaction', input_tokens: 100, output_tokens: 10, cache_read_input_tokens: 900 },
    { type: 'message', input_tokens: 50, output_tokens: 5 },
  ]
  const events: ProviderEvent[] = []
  const body = start + text('hi') + end('end_turn', { input_tokens: 50, output_tokens: 5, iterations })
  new AnthropicReader().push(new TextEncoder().encode(body), (one) => events.push(one))
  expect(events.findLast((one) => one.type === 'usage')).toMatchObject({
    usage: { input_tokens: 50, output_tokens: 5 },
    billed: { input_tokens: 1050, cached_read_tokens: 900, output_tokens: 15, total_tokens: 1065 },
  })
})

test('what was written to a cache for an hour is told apart in the bill alone', () => {
  const cache_creation = { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 90 }
  const events: ProviderEvent[] = []
  const body = start + end('end_turn', { cache_creation_input_tokens: 100, cache_creation, output_tokens: 5 })
  new AnthropicReader().push(new TextEncoder().encode(body), (one) => events.push(one))
  const told = events.findLast((one) => one.type === 'usage')
  expect(told).toMatchObject({ billed: { cache_write_tokens: 100, cache_write_1h_tokens: 90, output_tokens: 5 } })
  expect(told?.usage).not.toHaveProperty('cache_write_1h_tokens')
})

test('a call in pieces, one without arguments, and one that the provider ran itself', () => {
  const answer = read(
    start,
    begin(0, { type: 'server_tool_use', id: 'srv', name: 'web_search', input: {} }),
    grow(0, { type: 'input_json_delta', partial_json: '{"query":"x"}' }),
    begin(1, { type: 'web_search_tool_result', tool_use_id: 'srv', content: [] }),
    begin(2, { type: 'tool_use', id: 'a', name: 'f', input: {} }),
    grow(2, { type: 'input_json_delta', partial_json: '' }),
    grow(2, { type: 'input_json_delta', partial_json: '{"x":' }),
    event('ping'),
    grow(2, { type: 'input_json_delta', partial_json: '1}' }),
    begin(3, { type: 'tool_use', id: 'b', name: 'g', input: {} }),
    grow(3, { type: 'input_json_delta', partial_json: '' }),
    end('tool_use'),
  )
  expect(answer).toMatchObject({
    finish: 'tool_calls',
    tool_calls: [
      { id: 'a', name: 'f', arguments: '{"x":1}' },
      { id: 'b', name: 'g', arguments: '{}' },
    ],
  })
})

test('thinking is kept with its signature, hidden thinking as it is, each in its place', () => {
  const answer = read(
    start,
    begin(0, { type: 'thinking', thinking: '', signature: '' }),
    grow(0, { type: 'thinking_delta', thinking: 'Let me ' }),
    grow(0, { type: 'thinking_delta', thinking: 'see.' }),
    grow(0, { type: 'signature_delta', signature: 'c2ln' }),
    begin(1, { type: 'redacted_thinking', data: 'eA==' }),
    text('Well.', 2),
    begin(3, { type: 'tool_use', id: 'a', name: 'f', input: {} }),
    end('tool_use'),
  )
  expect(answer).toMatchObject({ reasoning: 'Let me see.', text: 'Well.' })
  expect(answer.echo).toEqual([
    { type: 'thinking', thinking: 'Let me see.', signature: 'c2ln' },
    { type: 'redacted_thinking', data: 'eA==' },
    { type: 'edgewise.text', chars: 5 },
    { type: 'edgewise.call', id: 'a' },
  ])
})

test('without thinking nothing has to go back; thinking that was cut before its signature can’t', () => {
  expect(read(start, text('hi'), end('end_turn')).echo).toEqual([])
  const cut = begin(0, { type: 'thinking', thinking: '' }) + grow(0, { type: 'thinking_delta', thinking: 'hm' })
  expect(read(start, cut, end('max_tokens'))).toMatchObject({ reasoning: 'hm', echo: [], finish: 'length' })
})

test.each([
  [event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }), 'provider_overloaded'],
  [event('error', { error: { type: 'api_error', message: 'x' }, request_id: 'req_1' }), 'provider_error'],
  ['', 'provider_stream_broken'],
])('after some text %j is %s, and the text stays', (failure, kind) => {
  expect(read(start, text('so far'), failure)).toMatchObject({ text: 'so far', finish: null, failure: { kind } })
})

test('a server that begins its blocks with their first words', () => {
  const thought = grow(0, { type: 'thinking_delta', thinking: 'Hm.' })
  const words = grow(1, { type: 'text_delta', text: 'So.' })
  const stray = grow(2, { type: 'input_json_delta', partial_json: '{}' })
  expect(read(start, thought, words, stray, end('end_turn'))).toMatchObject({
    reasoning: 'Hm.',
    text: 'So.',
    tool_calls: [],
    finish: 'stop',
  })
})

test('a relay that leaves the last event out, or adds [DONE]', () => {
  const stopped = event('message_delta', { delta: { stop_reason: 'end_turn' } })
  expect(read(start, text('a'), stopped)).toMatchObject({ text: 'a', finish: 'stop' })
  expect(read(start, text('a'), stopped, 'event: data\ndata: [DONE]\n\n')).toMatchObject({ finish: 'stop' })
})
