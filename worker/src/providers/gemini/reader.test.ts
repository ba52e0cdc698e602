import { describe, expect, test } from 'vitest'
import { GeminiReader } from './reader.ts'
import { readStream, waysToCut, type WholeAnswer } from '../testing/read-stream.ts'

const encoder = new TextEncoder()
const sse = (...chunks: unknown[]) => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('')
const parts = (list: unknown[], finishReason?: string) => ({ candidates: [{ content: { parts: list }, finishReason }] })
const text = (words: string, finishReason?: string) => parts([{ text: words }], finishReason)

/** What all ways of cutting the body agree on; ids that we make are taken out. */
function read(body: string): WholeAnswer {
  const bytes = encoder.encode(body)
  const answers = waysToCut(bytes.length).map(([, cuts]) => readStream(new GeminiReader(), bytes, cuts))
  const made = (id: string) => (id.startsWith('call_') ? 'ours' : id)
  for (const answer of answers) answer.tool_calls = answer.tool_calls.map((call) => ({ ...call, id: made(call.id) }))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  return answers[0]!
}

test.each([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content_filter'],
  ['RECITATION', 'content_filter'],
  ['LANGUAGE', 'content_filter'],
  ['BLOCKLIST', 'content_filter'],
  ['PROHIBITED_CONTENT', 'content_filter'],
  ['SPII', 'content_filter'],
  ['MODEL_ARMOR', 'content_filter'],
  ['IMAGE_SAFETY', 'content_filter'],
  ['MALFORMED_FUNCTION_CALL', 'stop'],
  ['TOO_MANY_TOOL_CALLS', 'stop'],
  ['OTHER', 'stop'],
  ['NEWER_THAN_THIS', 'stop'],
])('%s is %s', (said, finish) => {
  expect(read(sse(text('Hi', said)))).toMatchObject({ text: 'Hi', finish, native: said, failure: null, late: 0 })
})

test('the last word for the end counts, and text after the first stays', () => {
  const answer = read(sse(text('a', 'STOP'), text('b', 'FINISH_REASON_UNSPECIFIED'), text('c', 'MAX_TOKENS')))
  expect(answer).toMatchObject({ text: 'abc', finish: 'length', native: 'MAX_TOKENS' })
  expect(read(sse(text('a'))).failure).toMatchObject({ kind: 'provider_stream_broken' })
})

test.each([
  [1, 'stop', 'STOP'],
  [2, 'length', 'MAX_TOKENS'],
  [3, 'content_filter', 'SAFETY'],
  [99, 'stop', '99'],
])('an end that is the number %d', (finishReason, finish, native) => {
  expect(read(sse({ candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason }] }))).toMatchObject({
    text: 'Hi',
    finish,
    native,
  })
})

test('only the first candidate is the answer', () => {
  const second = { index: 1, content: { parts: [{ text: 'no' }] }, finishReason: 'SAFETY' }
  const first = { index: 0, content: { parts: [{ text: 'yes' }] }, finishReason: 'STOP' }
  expect(read(sse({ candidates: [second, first] }, { candidates: [second] }))).toMatchObject({
    text: 'yes',
    finish: 'stop',
  })
})

describe('usage', () => {
  test('thoughts are output beside the answer, a tool’s prompt is input, cached is part of the input', () => {
    const usageMetadata = {
      promptTokenCount: 100,
      cachedContentTokenCount: 60,
      toolUsePromptTokenCount: 10,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 30,
      totalTokenCount: 160,
    }
    expect(read(sse({ ...text('a', 'STOP'), usageMetadata })).usage).toEqual({
      input_tokens: 110,
      cached_read_tokens: 60,
      cache_write_tokens: 0,
      output_tokens: 50,
      reasoning_tokens: 30,
      total_tokens: 160,
      source: 'reported',
    })
  })

  test('the last that counts anything wins; what isn’t named is in the total', () => {
    const first = { ...text('a'), usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 } }
    const last = { ...text('b', 'STOP'), usageMetadata: { promptTokenCount: 8, totalTokenCount: 20 } }
    const odd = { usageMetadata: { trafficType: 'ON_DEMAND' } }
    expect(read(sse(first, last, odd)).usage).toMatchObject({ input_tokens: 8, output_tokens: 12, total_tokens: 20 })
  })
})

describe('function calls', () => {
  const call = (functionCall: object, thoughtSignature?: string) => ({ functionCall, thoughtSignature })

  test('parallel ones keep order, ids where they have any, and get one where they have none', () => {
    const answer = read(sse(parts([call({ name: 'a', args: { x: [1] } }), call({ id: 'own', name: 'b' })], 'STOP')))
    expect(answer.tool_calls).toEqual([
      { id: 'ours', name: 'a', arguments: '{"x":[1]}' },
      { id: 'own', name: 'b', arguments: '{}' },
    ])
    expect(answer.finish).toBe('tool_calls')
  })

  test('carry their signature', () => {
    const events: unknown[] = []
    const reader = new GeminiReader()
    reader.push(
      encoder.encode(sse(parts([call({ name: 'a', args: {} }, 'sig'), call({ name: 'b', args: {} })], 'STOP'))),
      (one) => events.push(one),
    )
    reader.end((one) => events.push(one))
    expect(events.slice(0, 4)).toEqual([
      { type: 'calling', text: 'a{}b{}' },
      { type: 'echo', item: { type: 'edgewise.signed_call', id: expect.any(String), signature: 'sig' } },
      expect.objectContaining({ type: 'tool_call', name: 'a', signature: 'sig' }),
      expect.not.objectContaining({ signature: expect.anything() }),
    ])
  })

  const piece = (jsonPath: string, value: object, willContinue?: boolean) =>
    parts([call({ partialArgs: [{ jsonPath, ...value, willContinue }], willContinue: true })])
  const begin = (name: string) => parts([call({ name, willContinue: true })])
  const end = parts([call({})])

  test.each([
    ['with', [end, text('', 'STOP')]],
    ['without', [text('', 'STOP')]],
  ])('come piece by piece, %s their last part', (_, rest) => {
    const answer = read(
      sse(
        begin('cook'),
        piece('$.steps[0]', { stringValue: 'Wait' }, true),
        piece('$.steps[0]', { stringValue: ' a bit.' }),
        piece('$.steps[1]', { stringValue: 'Eat.' }),
        piece("$.for['two words'].n", { numberValue: 4 }),
        piece('$.for.hot', { boolValue: false }),
        piece('$.for.nothing', { nullValue: null }),
        ...rest,
      ),
    )
    expect(JSON.parse(answer.tool_calls[0]!.arguments)).toEqual({
      steps: ['Wait a bit.', 'Eat.'],
      for: { 'two words': { n: 4 }, hot: false, nothing: null },
    })
    expect(answer.tool_calls).toHaveLength(1)
  })

  test('that come piece by piece one after another are two', () => {
    const chunks = [
      begin('a'),
      piece('$.x', { stringValue: '1' }),
      end,
      begin('b'),
      piece('$.x', { stringValue: '2' }),
      end,
    ]
    const { tool_calls } = read(sse(...chunks, text('', 'STOP')))
    expect(tool_calls.map(({ name, arguments: args }) => [name, JSON.parse(args)])).toEqual([
      ['a', { x: '1' }],
      ['b', { x: '2' }],
    ])
  })

  test('with a path that would reach elsewhere leave it out', () => {
    const chunks = ['$.__proto__.bad', '$.a[4000000000]', 'a', '$'].map((path) => piece(path, { stringValue: 'x' }))
    expect(read(sse(begin('a'), ...chunks, text('', 'STOP'))).tool_calls[0]!.arguments).toBe('{}')
    expect(({} as Record<string, unknown>).bad).toBeUndefined()
  })
})

test('thoughts are reasoning; a signature on text goes back to its place', () => {
  const chunks = [
    parts([{ text: 'Hm', thought: true }]),
    text('One '),
    parts([{ text: 'two', thoughtSignature: 's1' }]),
    parts([{ functionCall: { name: 'a' } }]),
    parts([{ text: '', thoughtSignature: 's2' }], 'STOP'),
  ]
  expect(read(sse(...chunks))).toMatchObject({
    text: 'One two',
    reasoning: 'Hm',
    echo: [
      { type: 'edgewise.signed_text', at: 4, length: 3, calls: 0, signature: 's1' },
      { type: 'edgewise.signed_text', at: 7, length: 0, calls: 1, signature: 's2' },
    ],
  })
})

test('code that Google ran, and images, are no text', () => {
  const answer = read(
    sse(
      parts(
        [
          { executableCode: { code: '1' } },
          { codeExecutionResult: { output: '1' } },
          { inlineData: { data: 'AA' } },
          { text: 'ok' },
        ],
        'STOP',
      ),
    ),
  )
  expect(answer.text).toBe('ok')
})

describe('failures', () => {
  const error = (code: number, status: string, message = 'words', details?: unknown[]) => ({
    error: { code, status, message, details },
  })

  test('an error in plain JSON within the stream wins over an end that was said before', () => {
    const raw = JSON.stringify(error(503, 'UNAVAILABLE'), null, 2).replaceAll('\n', '\r\n')
    const answer = read(`${sse(text('Hi', 'STOP'))}${raw}\r\n`)
    expect(answer).toMatchObject({ text: 'Hi', finish: null, failure: { kind: 'provider_overloaded', status: 503 } })
    expect(read(sse(text('Hi', 'STOP')) + raw.slice(0, 30)).failure?.kind).toBe('provider_stream_broken')
    expect(read(sse(text('Hi'), error(500, 'INTERNAL'))).failure).toMatchObject({ kind: 'provider_error', status: 500 })
  })

  test('a prompt that was blocked is refused with Google’s reason', () => {
    const blocked = { promptFeedback: { blockReason: 'SAFETY', blockReasonMessage: 'Because.' } }
    expect(read(sse(blocked)).failure).toMatchObject({
      kind: 'provider_refused',
      message: expect.stringContaining('SAFETY: Because.'),
    })
  })

  test('a block that comes after words cuts the answer', () => {
    const blocked = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }
    expect(read(sse(text('Once upon'), blocked))).toMatchObject({
      text: 'Once upon',
      finish: 'content_filter',
      native: 'PROHIBITED_CONTENT',
      failure: null,
    })
  })

  test.each([
    ['a page', '<!doctype html>', 'provider_error'],
    ['cut JSON', `${sse(text('Hi'))}data: {"candidates":`, 'provider_stream_broken'],
    [
      'a chunk that is no JSON',
      `${sse(text('Hi'))}data: {a}\r\n\r\n${sse(text('b', 'STOP'))}`,
      'provider_stream_broken',
    ],
    ['nothing', '', 'provider_stream_broken'],
  ])('%s', (_, body, kind) => {
    expect(read(body)).toMatchObject({ finish: null, late: 0, failure: { kind } })
  })

  test('bytes that are no UTF-8', () => {
    const good = encoder.encode(sse(text('Hi')))
    const answer = readStream(new GeminiReader(), Uint8Array.of(...good, 0x64, 0x61, 0xff, 0xfe), [])
    expect(answer).toMatchObject({ text: 'Hi', failure: { kind: 'provider_stream_broken' } })
  })
})

test('a stream without `alt=sse` is one array', () => {
  const chunks = [text('a'), text('b', 'STOP')]
  expect(read(JSON.stringify(chunks, null, 2))).toMatchObject({ text: 'ab', finish: 'stop' })
  expect(read(JSON.stringify(chunks[1]))).toMatchObject({ text: 'b', finish: 'stop' })
  expect(
    read(JSON.stringify([text('a'), { error: { code: 503, status: 'UNAVAILABLE', message: 'm' } }])),
  ).toMatchObject({
    text: 'a',
    failure: { kind: 'provider_overloaded' },
  })
})
