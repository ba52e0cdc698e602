import { expect, test } from 'vitest'
import { ChatCompletionsReader } from './reader.ts'
import { readStream, waysToCut, type WholeAnswer } from '../testing/read-stream.ts'
import type { ProviderEvent } from '../wire.ts'

const chunk = (fields: object) => `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', ...fields })}\n\n`
const delta = (fields: object, finish_reason: string | null = null) =>
  chunk({ choices: [{ index: 0, delta: fields, finish_reason }] })
const say = (content: string) => delta({ content })
const call = (fields: object) => delta({ tool_calls: [fields] })
const DONE = 'data: [DONE]\n\n'

/** Reads the same body cut in every way: all must come to the same. */
function read(...parts: string[]): WholeAnswer {
  const body = new TextEncoder().encode(parts.join(''))
  const [first, ...others] = waysToCut(body.length).map(([, cuts]) =>
    readStream(new ChatCompletionsReader(), body, cuts),
  )
  const made = (answer: WholeAnswer) => ({
    ...answer,
    tool_calls: answer.tool_calls.map(({ name, arguments: args }) => [name, args]),
  })
  for (const other of others) expect(made(other)).toEqual(made(first!))
  expect(first!.late).toBe(0)
  return first!
}

test('text, characters of four bytes, the finish reason and usage', () => {
  const usage = {
    prompt_tokens: 9,
    completion_tokens: 3,
    total_tokens: 12,
    prompt_tokens_details: { cached_tokens: 4 },
  }
  const answer = read(say('Grüße '), say('🌍🎉'), delta({}, 'stop'), chunk({ choices: [], usage }), DONE)
  expect(answer).toMatchObject({ text: 'Grüße 🌍🎉', finish: 'stop', native: 'stop', failure: null })
  expect(answer.usage).toMatchObject({ input_tokens: 9, cached_read_tokens: 4, output_tokens: 3, total_tokens: 12 })
})

test.each(['\r\n', '\r'])('lines that end with %j', (end) => {
  expect(read([say('a'), say('b'), delta({}, 'stop'), DONE].join('').replaceAll('\n', end))).toMatchObject({
    text: 'ab',
  })
})

test('comments, other fields, empty data and data over several lines', () => {
  const split = say('b').replace('"object"', '\ndata: "object"')
  expect(
    read(': hello\n\n', 'event: x\nid: 1\nretry: 5\n', say('a'), 'data:\n\n', split, delta({}, 'stop')),
  ).toMatchObject({
    text: 'ab',
    finish: 'stop',
  })
})

test('an end without [DONE], without the last empty line, even without the end of the line', () => {
  expect(read(say('a'), delta({}, 'stop').trimEnd())).toMatchObject({ text: 'a', finish: 'stop' })
})

test('an end without a finish reason is a broken stream, and what came before it stays', () => {
  expect(read(say('half an ans'))).toMatchObject({ text: 'half an ans', failure: { kind: 'provider_stream_broken' } })
})

test('an event that is not JSON is a broken stream: skipping it would lose words', () => {
  expect(read(say('a'), 'data: {"choices":[{"del\n\n', say('b'))).toMatchObject({
    text: 'a',
    failure: { kind: 'provider_stream_broken' },
  })
})

test('the last finish reason counts, and nothing after [DONE] does', () => {
  expect(read(delta({}, 'stop'), delta({}, 'length'), DONE, say('late'))).toMatchObject({ text: '', finish: 'length' })
})

test('tool calls: interleaved, without ids, with an empty name later, in the order they began', () => {
  const answer = read(
    call({ index: 1, id: 'a', function: { name: 'first', arguments: '{"x"' } }),
    call({ index: 2, function: { name: 'second', arguments: '{}' } }),
    call({ index: 1, function: { name: '', arguments: ':1}' } }),
    delta({}, 'tool_calls'),
    DONE,
  )
  expect(answer.tool_calls).toMatchObject([
    { id: 'a', name: 'first', arguments: '{"x":1}' },
    { id: expect.stringMatching(/^call_/), name: 'second', arguments: '{}' },
  ])
})

test('whole calls that all have index 0 are told apart by their ids', () => {
  const answer = read(
    call({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }),
    call({ index: 0, id: 'b', function: { name: 'f', arguments: { x: 1 } } }),
    delta({}, 'stop'),
  )
  expect(answer).toMatchObject({ finish: 'tool_calls', tool_calls: [{ id: 'a' }, { id: 'b', arguments: '{"x":1}' }] })
})

test('a tool call that was cut stays as it came', () => {
  const answer = read(
    call({ index: 0, id: 'a', function: { name: 'f', arguments: '{"pa' } }),
    delta({}, 'length'),
    DONE,
  )
  expect(answer).toMatchObject({ finish: 'length', tool_calls: [{ arguments: '{"pa' }] })
})

test('a relay that says tool_calls where its source ran out of tokens', () => {
  const last = chunk({
    choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls', native_finish_reason: 'length' }],
  })
  expect(read(last, DONE)).toMatchObject({ finish: 'length', native: 'length' })
})

test('reasoning under both names, and as parts of content', () => {
  const parts = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'c' }] },
    { type: 'text', text: 'X' },
  ]
  const answer = read(
    delta({ reasoning_content: 'a' }),
    delta({ reasoning: 'b' }),
    delta({ content: parts }),
    delta({}, 'stop'),
  )
  expect(answer).toMatchObject({ reasoning: 'abc', text: 'X' })
})

test('a refusal is text that was filtered', () => {
  expect(read(delta({ content: null, refusal: "I can't" }), delta({}, 'stop'), DONE)).toMatchObject({
    text: "I can't",
    finish: 'content_filter',
    native: 'stop',
  })
})

test.each([
  ['beside choices', chunk({ choices: [], error: { message: 'upstream fell', code: 502 } })],
  ['with an event name', 'event: error\ndata: {"error":{"message":"upstream fell","status_code":502}}\n\n'],
  ['in a field of its own', 'error: {"message":"upstream fell","code":502}\n\n'],
  ['as plain JSON', '{"error":{"message":"upstream fell","code":502}}\n'],
])('an error in the stream, %s, after text', (_, error) => {
  expect(read(say('half '), error)).toMatchObject({
    text: 'half ',
    failure: { status: 502, message: expect.stringContaining('upstream fell') },
  })
})

test('an error after the finish reason is still an error', () => {
  expect(
    read(say('a'), delta({}, 'length'), chunk({ choices: [], error: { message: 'x', code: 500 } }), DONE),
  ).toMatchObject({
    finish: null,
    failure: { kind: 'provider_error' },
  })
})

test('a server that ignores `stream` and answers in one piece', () => {
  const message = { role: 'assistant', content: 'whole', reasoning_content: 'why' }
  const body = JSON.stringify(
    { choices: [{ index: 0, message, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1 } },
    null,
    2,
  )
  expect(read(body)).toMatchObject({ text: 'whole', reasoning: 'why', finish: 'stop', usage: { total_tokens: 2 } })
})

test('a web page is no answer', () => {
  expect(read('<!doctype html>\n<title>Hello</title>\n')).toMatchObject({
    failure: { kind: 'provider_error', message: expect.stringContaining('base URL') },
  })
})

test('other choices than the first are not mixed in', () => {
  expect(
    read(chunk({ choices: [{ index: 1, delta: { content: 'no' } }] }), say('yes'), delta({}, 'stop')),
  ).toMatchObject({ text: 'yes' })
})

test('xAI counts reasoning apart from completion tokens, which its total shows', () => {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 35,
    completion_tokens_details: { reasoning_tokens: 20 },
  }
  expect(read(delta({}, 'stop'), chunk({ choices: [], usage })).usage).toMatchObject({
    output_tokens: 25,
    total_tokens: 35,
  })
})

test('the cost that a relay names, with what the provider behind it charges your own key', () => {
  const usage = {
    prompt_tokens: 1,
    completion_tokens: 1,
    cost: 0.000021,
    is_byok: true,
    cost_details: { upstream_inference_cost: 0.0004 },
  }
  expect(read(delta({}, 'stop'), chunk({ choices: [], usage })).cost_usd).toBe('0.000421000')
  expect(read(delta({}, 'stop'), chunk({ choices: [], usage: { cost: -1 } })).cost_usd).toBeNull()
})

test('one event for all the text of a push', () => {
  const events: ProviderEvent[] = []
  const body = new TextEncoder().encode(say('a') + say('b') + delta({ reasoning: 'c' }) + say('d'))
  new ChatCompletionsReader().push(body, (event) => events.push(event))
  expect(events).toEqual([
    { type: 'text', text: 'ab' },
    { type: 'reasoning', text: 'c' },
    { type: 'text', text: 'd' },
  ])
})

test('a line of more than 20 MB without an end is refused, not kept', () => {
  const reader = new ChatCompletionsReader()
  const events: ProviderEvent[] = []
  const piece = new TextEncoder().encode('x'.repeat(1024 * 1024))
  reader.push(new TextEncoder().encode('data: {"a":"'), (event) => events.push(event))
  for (let sent = 0; sent < 40; sent++) reader.push(piece, (event) => events.push(event))
  expect(reader.done).toBe(true)
  expect(events).toMatchObject([{ type: 'failure', failure: { kind: 'provider_error' } }])
})

test.each([
  [delta({}, 'error'), 'provider_error'],
  [delta({}, 'insufficient_system_resource'), 'provider_overloaded'],
  [delta({}, 'network_error'), 'provider_stream_broken'],
  [chunk({ x_groq: { error: 'over capacity' } }), 'provider_overloaded'],
])('an end that is a failure: %j is %s', (end, kind) => {
  expect(read(say('so far'), end, DONE)).toMatchObject({ text: 'so far', finish: null, failure: { kind } })
})
