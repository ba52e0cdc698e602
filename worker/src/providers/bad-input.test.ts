import zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { join } from './testing/event-stream-frames.ts'
import { readStream, waysToCut, type WholeAnswer } from './testing/read-stream.ts'
import { sampleAnswer, sampleStreams } from './testing/sample-streams.ts'
import type { ProviderEvent } from './wire.ts'

const MB = 1024 * 1024
const formats = Object.entries(sampleStreams)
const encode = (text: string) => new TextEncoder().encode(text)

describe.each(formats)('%s', (_name, sample) => {
  const tokens = ['Grüße ', 'aus ', '東京 🌍', '.']
  const good = sampleAnswer(sample, tokens)
  const read = (body: Uint8Array, cuts: number[] = []) => readStream(sample.wire.reader(), body, cuts)

  /** However a body is cut, it comes to the same. */
  function readAllWays(body: Uint8Array): WholeAnswer {
    const [whole, ...others] = waysToCut(body.length).map(([, cuts]) => read(body, cuts))
    for (const other of others) expect({ ...other, tool_calls: [] }).toEqual({ ...whole, tool_calls: [] })
    expect(whole!.late).toBe(0)
    return whole!
  }

  test('a good answer', () => {
    expect(readAllWays(good)).toMatchObject({
      text: tokens.join(''),
      finish: 'stop',
      usage: { input_tokens: 20, output_tokens: 30, total_tokens: 50 },
    })
  })

  test('a web page says that the base URL may be wrong', () => {
    const { failure } = readAllWays(encode('<!doctype html>\n<title>It works!</title>\n'))
    expect(failure).toMatchObject({ kind: 'provider_error', message: expect.stringContaining('base URL') })
  })

  test('compressed bytes are named', () => {
    const { failure } = readAllWays(zlib.gzipSync(good))
    expect(failure).toMatchObject({ kind: 'provider_error', message: expect.stringContaining('compressed') })
  })

  test('nothing at all, or only empty lines, is an answer that broke off', () => {
    expect(readAllWays(new Uint8Array(0)).failure?.kind).toBe('provider_stream_broken')
    expect(read(encode('\n\n')).failure?.kind).toMatch(/^provider_(stream_broken|error)$/)
  })

  test('bytes that are no UTF-8 are a broken stream, and the text before them stays', () => {
    const [before, after] = [sample.text('fine'), sample.text('@')]
    const broken = after.map((byte) => (byte === 0x40 ? 0xff : byte))
    const { text, failure } = readAllWays(join([...sample.begin(), before, broken, ...sample.end('stop')]))
    expect({ text, kind: failure?.kind }).toEqual({ text: 'fine', kind: 'provider_stream_broken' })
  })

  test('a stream that ends early is broken, wherever that is, and its text stays', () => {
    const end = sample.end('stop').reduce((sum, piece) => sum + piece.length, 0)
    for (let length = 0; length < good.length - end; length += 5) {
      const { text, failure } = read(good.subarray(0, length))
      expect(failure?.kind).toBe('provider_stream_broken')
      expect(tokens.join('').startsWith(text)).toBe(true)
    }
  })

  test('an event of more than 20 MB is refused, not kept', () => {
    const reader = sample.wire.reader()
    const events: ProviderEvent[] = []
    const emit = (event: ProviderEvent) => void events.push(event)
    const start = sample.text('#'.repeat(25 * MB))
    for (let from = 0; from < start.length && !reader.done; from += MB) {
      reader.push(start.subarray(from, from + MB), emit)
    }
    expect(reader.done).toBe(true)
    expect(events).toMatchObject([
      { type: 'failure', failure: { kind: expect.stringMatching(/^provider_(error|stream_broken)$/) } },
    ])
  })

  test('an answer without end takes no memory that grows with it', () => {
    const reader = sample.wire.reader()
    const emit = () => {}
    const piece = sample.text('All work and no play makes Jack a dull boy. '.repeat(1500))
    for (const bytes of sample.begin()) reader.push(bytes, emit)
    const before = memory()
    for (let sent = 0; sent < 200 * MB && !reader.done; sent += piece.length) reader.push(piece, emit)
    expect(memory() - before).toBeLessThan(60 * MB)
  }, 30_000)

  if (sample.argumentsAreText) {
    test('a call whose JSON was cut stays as it came, with the reason', () => {
      const cut = '{"city": "Zür'
      const { tool_calls, finish } = readAllWays(
        join([...sample.begin(), ...sample.call(cut), ...sample.end('length')]),
      )
      expect(finish).toBe('length')
      expect(tool_calls).toMatchObject([{ id: 'call_1', name: 'get_weather', arguments: cut }])
    })
  }

  test('a call that is whole', () => {
    const body = join([...sample.begin(), ...sample.call('{"city": "Zürich"}'), ...sample.end('stop')])
    const { tool_calls, finish } = readAllWays(body)
    expect(finish).toBe('tool_calls')
    expect(tool_calls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([
      ['get_weather', { city: 'Zürich' }],
    ])
  })

  test('whatever bytes come: no throw, one end, nothing after it', () => {
    const mutation = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255), cut: fc.nat(good.length - 1) })
    fc.assert(
      fc.property(mutation, ({ at, byte, cut }) => {
        const body = good.slice()
        body[at] = byte
        const answer = read(body, [cut])
        expect(answer.late).toBe(0)
        expect(answer.finish !== null).not.toBe(answer.failure !== null)
      }),
      { numRuns: 500 },
    )
  })
})

test.each(['null', '5', '"x"', '[]', '{', 'data: null', 'data: 5', 'data: []', 'data: {'])(
  '%j is no answer in any format',
  (body) => {
    for (const [, sample] of formats) {
      const { failure, finish } = readStream(sample.wire.reader(), encode(body), [])
      expect(finish).toBeNull()
      expect(failure?.kind).toMatch(/^provider_(stream_broken|error)$/)
    }
  },
)

function memory(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
