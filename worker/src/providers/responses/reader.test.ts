import { expect, test } from 'vitest'
import { ResponsesReader } from './reader.ts'
import { readStream, waysToCut, type WholeAnswer } from '../testing/read-stream.ts'

const event = (type: string, fields: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`
const added = (output_index: number, item: object) => event('response.output_item.added', { output_index, item })
const done = (output_index: number, item: object) => event('response.output_item.done', { output_index, item })
const say = (delta: string, output_index = 0) => event('response.output_text.delta', { output_index, delta })
const completed = (fields: object = {}) =>
  event('response.completed', { response: { status: 'completed', output: [], ...fields } })

/** Reads the same body cut in every way: all must come to the same. */
function read(...parts: string[]): WholeAnswer {
  const body = new TextEncoder().encode(parts.join(''))
  const [first, ...others] = waysToCut(body.length).map(([, cuts]) => readStream(new ResponsesReader(), body, cuts))
  for (const other of others) expect(other).toEqual(first)
  expect(first!.late).toBe(0)
  return first!
}

test('events are known by their data, with or without the line that names them', () => {
  const bare = [say('a'), say('b'), completed()].join('').replace(/^event:.*\n/gm, '')
  expect(read(bare)).toMatchObject({ text: 'ab', finish: 'stop', native: 'completed' })
})

test('a call whose id changes from event to event is one call, by its place', () => {
  const call = { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '' }
  const body = [
    added(1, { ...call, id: 'x' }),
    event('response.function_call_arguments.delta', { output_index: 1, item_id: 'y', delta: '{"a":' }),
    event('response.function_call_arguments.delta', { output_index: 1, item_id: 'z', delta: '1}' }),
    completed(),
  ]
  expect(read(...body)).toMatchObject({
    tool_calls: [{ id: 'call_1', name: 'f', arguments: '{"a":1}' }],
    finish: 'tool_calls',
  })
})

test('what was never streamed is taken from the item that ended, or from the last event', () => {
  const message = { type: 'message', content: [{ type: 'output_text', text: 'whole' }] }
  expect(read(done(0, message), completed())).toMatchObject({ text: 'whole' })
  expect(read(completed({ output: [message] }))).toMatchObject({ text: 'whole' })
  expect(read(added(0, { type: 'message' }), say('who'), completed({ output: [message] }))).toMatchObject({
    text: 'whole',
  })
})

test('what was streamed is not told again, even where the last event leaves items out', () => {
  const message = { type: 'message', content: [{ type: 'output_text', text: 'once' }] }
  const body = [added(0, { type: 'reasoning' }), added(1, message), say('once', 1)]
  expect(read(...body, done(1, message), completed({ output: [message] }))).toMatchObject({ text: 'once' })
  expect(read(...body, completed({ output: [message] }))).toMatchObject({ text: 'once' })
})

test('the answer in one piece', () => {
  const body = {
    object: 'response',
    status: 'completed',
    error: null,
    output: [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'why' }] },
      { type: 'message', content: [{ type: 'output_text', text: 'yes' }] },
      { type: 'function_call', id: 'fc', call_id: 'call_1', name: 'f', arguments: '{}' },
    ],
    usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7, output_tokens_details: { reasoning_tokens: 2 } },
  }
  expect(read(JSON.stringify(body, null, 2))).toMatchObject({
    text: 'yes',
    reasoning: 'why',
    tool_calls: [{ id: 'call_1' }],
    finish: 'tool_calls',
    usage: { input_tokens: 3, output_tokens: 4, reasoning_tokens: 2 },
  })
})

test('several calls, messages and thoughts of one kind that only the last event has are all told', () => {
  const say = (words: string) => ({ type: 'message', content: [{ type: 'output_text', text: words }] })
  const think = (words: string) => ({ type: 'reasoning', summary: [{ type: 'summary_text', text: words }] })
  const call = (call_id: string, args: string) => ({ type: 'function_call', call_id, name: 'f', arguments: args })
  const output = [think('one'), say('a'), think('two'), say('b'), call('x', '{"n":1}'), call('y', '{"n":2}')]
  const right = {
    text: 'ab',
    reasoning: 'one\n\ntwo',
    tool_calls: [
      { id: 'x', name: 'f', arguments: '{"n":1}' },
      { id: 'y', name: 'f', arguments: '{"n":2}' },
    ],
  }
  expect(read(JSON.stringify({ object: 'response', status: 'completed', output }))).toMatchObject(right)
  expect(read(completed({ output }))).toMatchObject(right)
  expect(read(done(0, call('x', '{"n":1}')), completed({ output: output.slice(4) })).tool_calls).toEqual(
    right.tool_calls,
  )
})

test('a call whose arguments come once only: with its beginning, or with the event that ends them', () => {
  const call = { type: 'function_call', call_id: 'c', name: 'f' }
  const ended = event('response.function_call_arguments.done', { output_index: 0, arguments: '{"a":1}' })
  const right = { tool_calls: [{ id: 'c', name: 'f', arguments: '{"a":1}' }], finish: 'tool_calls' }
  expect(read(added(0, { ...call, arguments: '{"a":1}' }), completed())).toMatchObject(right)
  expect(read(added(0, call), ended, completed())).toMatchObject(right)
  expect(
    read(
      added(0, { ...call, arguments: '{}' }),
      event('response.function_call_arguments.delta', { output_index: 0, delta: '{"a":1}' }),
      completed(),
    ),
  ).toMatchObject(right)
})

test('a search that xAI itself runs is no call of ours', () => {
  const search = { type: 'custom_tool_call', call_id: 'xs_call_1', name: 'x_search', input: '{}' }
  const ours = { ...search, call_id: 'call_2', name: 'sql', input: 'SELECT 1' }
  const message = { type: 'message', content: [{ type: 'output_text', text: 'found' }] }
  expect(read(done(0, search), done(1, message), completed({ output: [search, message] }))).toMatchObject({
    text: 'found',
    tool_calls: [],
    finish: 'stop',
  })
  expect(read(done(0, ours), completed({ output: [ours] })).tool_calls).toEqual([
    { id: 'call_2', name: 'sql', arguments: 'SELECT 1' },
  ])
})

test('text that only the event has which ends it', () => {
  const ended = (text: string) => event('response.output_text.done', { output_index: 0, text })
  expect(read(added(0, { type: 'message' }), ended('whole'), completed()).text).toBe('whole')
  expect(read(added(0, { type: 'message' }), say('whole'), ended('whole'), completed()).text).toBe('whole')
})

test('parts of a summary are paragraphs', () => {
  const part = (summary_index: number) => event('response.reasoning_summary_part.added', { summary_index })
  const think = (delta: string) => event('response.reasoning_summary_text.delta', { output_index: 0, delta })
  expect(read(part(0), think('**One**'), part(1), think('**Two**'), completed()).reasoning).toBe('**One**\n\n**Two**')
})

test.each([
  ['max_output_tokens', 'length'],
  ['content_filter', 'content_filter'],
])('incomplete by %s is %s', (reason, finish) => {
  const response = { status: 'incomplete', incomplete_details: { reason }, output: [] }
  expect(read(say('cut'), event('response.incomplete', { response }))).toMatchObject({
    text: 'cut',
    finish,
    native: 'incomplete',
  })
})

test('a refusal is its words, filtered', () => {
  const refusal = event('response.refusal.delta', { output_index: 0, delta: 'No.' })
  expect(read(refusal, completed())).toMatchObject({ text: 'No.', finish: 'content_filter' })
})

test.each([
  [event('error', { code: 'rate_limit_exceeded', message: 'slow down' }), 'provider_rate_limit'],
  [event('error', { error: { code: 'server_error', message: 'boom' } }), 'provider_error'],
  [
    event('response.failed', { response: { status: 'failed', error: { code: 'insufficient_quota', message: 'x' } } }),
    'provider_quota',
  ],
  [event('response.cancelled', { response: { status: 'cancelled' } }), 'provider_error'],
  ['data: [DONE]\n\n', 'provider_stream_broken'],
  ['', 'provider_stream_broken'],
])('after some text %j is %s, and the text stays', (end, kind) => {
  expect(read(say('so far'), end)).toMatchObject({ text: 'so far', finish: null, failure: { kind } })
})

test('encrypted reasoning is kept with its place among text and calls, and only then', () => {
  const reasoning = { type: 'reasoning', id: 'rs', summary: [], encrypted_content: 'x' }
  const message = { type: 'message', phase: 'commentary', content: [{ type: 'output_text', text: 'hm' }] }
  const call = { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' }
  expect(read(done(0, message), done(1, reasoning), done(2, call), completed()).echo).toEqual([
    { type: 'edgewise.text', chars: 2, phase: 'commentary' },
    reasoning,
    { type: 'edgewise.call', id: 'call_1' },
  ])
  expect(read(done(0, { type: 'reasoning', id: 'rs', summary: [] }), done(1, call), completed()).echo).toEqual([])
})
