import { expect, test } from 'vitest'
import { ChatCompletionsReader } from './reader.ts'
import { readStream, waysToCut, type WholeAnswer } from '../testing/read-stream.ts'

/** What members of the family do in ways of their own, each as small as it can be. */

const chunk = (fields: object) => `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', ...fields })}\n\n`
const delta = (fields: object, finish_reason: string | null = null) =>
  chunk({ choices: [{ index: 0, delta: fields, finish_reason }] })
const say = (content: string) => delta({ content })
const call = (...calls: object[]) => delta({ tool_calls: calls })
const stop = delta({}, 'stop')
const DONE = 'data: [DONE]\n\n'

/** Reads the same body cut in every way: all must come to the same, but for ids that we make. */
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

const named = (answer: WholeAnswer) => answer.tool_calls.map(({ name, arguments: args }) => [name, args])

test('whole calls without ids and without an index, or all with the same', () => {
  const one = { function: { name: 'f', arguments: '{"n":1}' } }
  const two = { function: { name: 'f', arguments: '{"n":2}' } }
  const right = [
    ['f', '{"n":1}'],
    ['f', '{"n":2}'],
  ]
  expect(named(read(call(one, two), stop))).toEqual(right)
  expect(named(read(call(one), call(two), stop))).toEqual(right)
  expect(named(read(call({ index: 0, ...one }), call({ index: 0, ...two }), stop))).toEqual(right)
})

test('the whole name, or another id, again with every piece of one call', () => {
  const pieces = ['{"a"', ':', '1}', '']
  const again = pieces.map((args) => call({ index: 0, id: 'x', function: { name: 'f', arguments: args } }))
  expect(read(...again, stop).tool_calls).toEqual([{ id: 'x', name: 'f', arguments: '{"a":1}' }])
  const ids = pieces.map((args, at) =>
    call({ index: 0, id: `x${at}`, function: { arguments: args, ...(at ? {} : { name: 'f' }) } }),
  )
  expect(read(...ids, stop).tool_calls).toEqual([{ id: 'x0', name: 'f', arguments: '{"a":1}' }])
})

test('an index only at the beginning of a call, then its id', () => {
  const body = [
    call({ index: 0, id: 'x', function: { name: 'f', arguments: '' } }),
    call({ index: 1, id: 'y', function: { name: 'g', arguments: '' } }),
    call({ id: 'x', function: { arguments: '{"a":1}' } }),
    call({ id: 'y', function: { arguments: '{}' } }),
  ]
  expect(read(...body, stop).tool_calls).toEqual([
    { id: 'x', name: 'f', arguments: '{"a":1}' },
    { id: 'y', name: 'g', arguments: '{}' },
  ])
})

test('a custom tool, and the call of a function from before there were tools', () => {
  const custom = { index: 0, id: 'x', type: 'custom', custom: { name: 'sql', input: 'SELECT ' } }
  expect(named(read(call(custom), call({ index: 0, custom: { input: '1' } }), stop))).toEqual([['sql', 'SELECT 1']])
  const legacy = [
    delta({ function_call: { name: 'f', arguments: '' } }),
    delta({ function_call: { arguments: '{}' } }),
    delta({}, 'function_call'),
  ]
  expect(read(...legacy)).toMatchObject({ finish: 'tool_calls', tool_calls: [{ name: 'f', arguments: '{}' }] })
})

test('reasoning under one name while the other is empty, under both, under GitHub Copilot’s, only in details', () => {
  const detail = { type: 'reasoning.text', text: 'e', index: 0 }
  const answer = read(
    delta({ reasoning_content: '', reasoning: 'a' }),
    delta({ reasoning_content: 'b', reasoning: 'b' }),
    delta({ reasoning_text: 'c' }),
    delta({ reasoning: 'd', reasoning_details: [{ ...detail, text: 'd' }] }),
    delta({ reasoning: null, reasoning_details: [detail, { type: 'reasoning.encrypted', data: 'x', index: 1 }] }),
    stop,
  )
  expect(answer.reasoning).toBe('abcde')
})

test.each([
  [{ type: 'thinking', thinking: 'why' }],
  [{ type: 'thinking', thinking: [{ type: 'text', text: 'why' }], closed: true }],
  [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'why' }] }],
  [{ type: 'reasoning', text: 'why' }],
])('a part of content that is reasoning: %j', (part) => {
  const parts = [part, { type: 'text', text: 'X' }, { type: 'reference', reference_ids: [1] }]
  expect(read(delta({ content: parts }), stop)).toMatchObject({ reasoning: 'why', text: 'X' })
})

test('a finish reason is not taken back by an empty one', () => {
  expect(read(say('a'), delta({}, 'length'), delta({}, ''), DONE)).toMatchObject({ finish: 'length', native: 'length' })
})

test('usage is not taken back by an empty one or by zeros', () => {
  const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }
  const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
  const last = [chunk({ choices: [], usage: zeros }), chunk({ choices: [], usage: {} }), DONE]
  expect(read(stop, chunk({ choices: [], usage }), ...last).usage).toMatchObject({ total_tokens: 7 })
  expect(read(stop, chunk({ choices: [], usage: {} }), DONE).usage).toBeNull()
})

test.each([
  [
    'an error beside a choice',
    delta({ content: 'x' }).replace('"index"', '"error":{"code":502,"message":"fell"},"index"'),
  ],
  ['an error without a wrapper', chunk({ object: 'error', message: 'fell', code: 502 })],
  ['an error event without a wrapper', 'event: error\ndata: {"reason":"fell","code":502,"message":"fell"}\n\n'],
])('%s', (_, error) => {
  expect(read(say('so far'), error, DONE)).toMatchObject({ finish: null, failure: { status: 502 } })
})

test('an empty error is none, and a call without a name and arguments is none', () => {
  const nothing = chunk({ error: {}, choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: {} }] } }] })
  expect(read(nothing, say('a'), stop)).toMatchObject({ text: 'a', finish: 'stop', tool_calls: [], failure: null })
})

test('an error event whose data is plain words', () => {
  expect(read(say('so far'), 'event: error\ndata: too many requests\n\n')).toMatchObject({
    failure: { kind: 'provider_rate_limit', message: expect.stringContaining('too many requests') },
  })
})

test.each([
  [{ base_resp: { status_code: 1008, status_msg: 'insufficient balance' }, choices: null }, 'provider_quota'],
  [{ base_resp: { status_code: 1004, status_msg: 'login fail' }, choices: null }, 'provider_auth'],
  [{ base_resp: { status_code: 1002, status_msg: 'slow down' } }, 'provider_rate_limit'],
  [{ base_resp: { status_code: 1026, status_msg: 'input new_sensitive' } }, 'provider_refused'],
  [{ object: 'error', message: 'The model `x` does not exist.', code: 404 }, 'provider_model_not_found'],
  [{ success: false, errors: [{ code: 5007, message: 'No such model @cf/x' }] }, 'provider_model_not_found'],
  [{ code: 401, message: 'no' }, 'provider_auth'],
])('status 200 with %j is %s', (body, kind) => {
  expect(read(JSON.stringify(body))).toMatchObject({ failure: { kind } })
  expect(read(`data: ${JSON.stringify(body)}\n\n`, DONE)).toMatchObject({ failure: { kind } })
})

test('MiniMax says with the last chunk that nothing went wrong', () => {
  const end = chunk({ choices: [{ index: 0, finish_reason: 'stop' }], base_resp: { status_code: 0, status_msg: '' } })
  expect(read(say('a'), end)).toMatchObject({ text: 'a', finish: 'stop', failure: null })
})

test('Perplexity’s message beside a delta: so far in a stream, all of it in one piece', () => {
  const choice = { index: 0, finish_reason: 'stop', message: { content: 'whole' } }
  expect(read(chunk({ choices: [{ ...choice, delta: { content: 'le' } }] })).text).toBe('le')
  expect(read(JSON.stringify({ choices: [{ ...choice, delta: { content: '' } }] })).text).toBe('whole')
})

test('an answer in one piece without a reason is whole, unless there is nothing in it', () => {
  const whole = (content: string) =>
    read(JSON.stringify({ choices: [{ index: 0, finish_reason: null, message: { content } }] }))
  expect(whole('all')).toMatchObject({ text: 'all', finish: 'stop', failure: null })
  expect(whole('')).toMatchObject({ failure: { kind: 'provider_stream_broken' } })
})

test('an answer in one piece that ends within it broke off', () => {
  const whole = JSON.stringify({ choices: [{ index: 0, finish_reason: 'stop', message: { content: 'whole' } }] })
  expect(read(whole.slice(0, -9))).toMatchObject({ failure: { kind: 'provider_stream_broken' } })
  expect(read('Internal Server Error')).toMatchObject({ failure: { kind: 'provider_error' } })
})

test('events without an empty line between them, and [DONE] with spaces', () => {
  const dense = [say('a'), say('b'), stop, DONE].join('').replaceAll('\n\n', '\n')
  expect(read(dense)).toMatchObject({ text: 'ab', finish: 'stop', failure: null })
  expect(read(say('a'), stop, 'data:  [DONE] \n\n', say('late'))).toMatchObject({ text: 'a', finish: 'stop' })
})

test('a byte order mark, and a choice whose index is null or text', () => {
  const odd = (index: unknown, content: string) => chunk({ choices: [{ index, delta: { content } }] })
  expect(read('\ufeff', say('a'), odd(null, 'b'), odd('0', 'c'), odd('1', 'no'), stop)).toMatchObject({ text: 'abc' })
})
