import { describe, expect, test } from 'vitest'
import { OllamaReader } from './reader.ts'
import { readStream, waysToCut, type WholeAnswer } from '../testing/read-stream.ts'

const encoder = new TextEncoder()
const lines = (...said: unknown[]) => said.map((one) => `${JSON.stringify(one)}\n`).join('')
const line = (message: object) => ({ model: 'm', message: { role: 'assistant', content: '', ...message }, done: false })
const last = (more: object = {}) => ({
  ...line({}),
  done: true,
  done_reason: 'stop',
  prompt_eval_count: 5,
  eval_count: 7,
  ...more,
})

function read(body: string): WholeAnswer {
  const bytes = encoder.encode(body)
  const answers = waysToCut(bytes.length).map(([, cuts]) => readStream(new OllamaReader(), bytes, cuts))
  const made = (id: string) => (id.startsWith('call_') ? 'ours' : id)
  for (const answer of answers) answer.tool_calls = answer.tool_calls.map((call) => ({ ...call, id: made(call.id) }))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  return answers[0]!
}

test('thinking, text and usage', () => {
  const answer = read(lines(line({ thinking: 'Hm 🤔' }), line({ content: 'Hé' }), line({ content: 'llo' }), last()))
  expect(answer).toMatchObject({ text: 'Héllo', reasoning: 'Hm 🤔', finish: 'stop', native: 'stop', late: 0 })
  expect(answer.usage).toEqual({
    input_tokens: 5,
    cached_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 7,
    reasoning_tokens: 0,
    total_tokens: 12,
    source: 'reported',
  })
})

test('ends at the last line, with or without its line end, and not before', () => {
  expect(read(lines(line({ content: 'a' }), last({ done_reason: 'length' })).trimEnd())).toMatchObject({
    text: 'a',
    finish: 'length',
  })
  expect(read(lines(last({ done_reason: undefined })))).toMatchObject({ finish: 'stop' })
  expect(read(lines(line({ content: 'a' }))).failure).toMatchObject({ kind: 'provider_stream_broken' })
  expect(read(lines(last(), line({ content: 'late' })))).toMatchObject({ text: '', late: 0 })
})

test('a call is `stop` to Ollama; ids are made where there are none', () => {
  const call = (id: string | undefined, name: string, args: unknown) => ({ id, function: { name, arguments: args } })
  const first = line({ tool_calls: [call('call_1', 'a', { x: 1 }), call(undefined, 'a', '{"x":2}')] })
  const answer = read(lines(first, line({ tool_calls: [call('own', 'b', undefined)] }), last()))
  expect(answer.finish).toBe('tool_calls')
  expect(answer.tool_calls).toEqual([
    { id: 'ours', name: 'a', arguments: '{"x":1}' },
    { id: 'ours', name: 'a', arguments: '{"x":2}' },
    { id: 'own', name: 'b', arguments: '{}' },
  ])
})

test('a whole answer, or a failure, on one line or over many', () => {
  const call = { function: { name: 'a', arguments: { x: 1 } } }
  const whole = last({ message: { role: 'assistant', content: 'Hi', thinking: 'Hm', tool_calls: [call] } })
  for (const body of [JSON.stringify(whole), JSON.stringify(whole, null, 2), `${JSON.stringify(whole, null, 2)}\r\n`]) {
    const answer = read(body)
    expect(answer).toMatchObject({ text: 'Hi', reasoning: 'Hm', finish: 'tool_calls', usage: { total_tokens: 12 } })
    expect(answer.tool_calls).toEqual([{ id: 'ours', name: 'a', arguments: '{"x":1}' }])
  }
  expect(read(JSON.stringify({ error: 'no' }, null, 2)).failure).toMatchObject({ kind: 'provider_error' })
  expect(read(JSON.stringify(whole, null, 2).slice(0, -9)).failure).toMatchObject({ kind: 'provider_stream_broken' })
})

describe('failures', () => {
  const hi = lines(line({ content: 'Hi' }))
  test.each([
    [
      'an error line',
      `${hi}{"error":"model runner has unexpectedly stopped"}\n`,
      'provider_error',
      /unexpectedly stopped/,
    ],
    ['an error line without its end', `${hi}{"error":"oops"}`, 'provider_error', /oops/],
    ['cut JSON', `${hi}{"message":`, 'provider_stream_broken', /not JSON/],
    ['a line that is no JSON', `${hi}hello\n${hi}`, 'provider_stream_broken', /not JSON/],
  ])('%s', (_, body, kind, words) => {
    expect(read(body)).toMatchObject({
      text: 'Hi',
      finish: null,
      late: 0,
      failure: { kind, message: expect.stringMatching(words) },
    })
  })

  test('a page with status 200', () => {
    expect(read('<!doctype html>\n<html>').failure).toMatchObject({
      kind: 'provider_error',
      message: expect.stringMatching(/web page/),
    })
  })

  test('compressed bytes, and bytes that are no UTF-8', () => {
    expect(readStream(new OllamaReader(), Uint8Array.of(0x1f, 0x8b, 8), []).failure).toMatchObject({
      kind: 'provider_error',
    })
    const answer = readStream(new OllamaReader(), Uint8Array.of(...encoder.encode(hi), 0x7b, 0xff, 0x0a), [])
    expect(answer).toMatchObject({ text: 'Hi', failure: { kind: 'provider_stream_broken' } })
  })

  test('a line without end is given up at 20 MB', () => {
    const reader = new OllamaReader()
    const piece = encoder.encode('x'.repeat(1024 * 1024))
    const events: unknown[] = []
    reader.push(encoder.encode('{"message":{"content":"'), (one) => events.push(one))
    let pushed = 0
    while (!reader.done && pushed < 100) {
      reader.push(piece, (one) => events.push(one))
      pushed++
    }
    expect(pushed).toBe(20)
    expect(events).toEqual([expect.objectContaining({ failure: expect.objectContaining({ kind: 'provider_error' }) })])
  })

  test('a stream without end costs no memory', () => {
    const reader = new OllamaReader()
    const piece = encoder.encode(lines(...Array.from({ length: 500 }, () => line({ content: 'x'.repeat(2000) }))))
    let chars = 0
    for (let n = 0; n < 100; n++) reader.push(piece, (told) => (chars += told.type === 'text' ? told.text.length : 0))
    expect(chars).toBe(100_000_000)
    expect(process.memoryUsage().heapUsed).toBeLessThan(400_000_000)
  })
})
