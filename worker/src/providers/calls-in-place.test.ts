import { describe, expect, test } from 'vitest'
import { sampleStreams, type SampleStream } from './testing/sample-streams.ts'
import type { ProviderEvent } from './wire.ts'

const args = '{"city":"Oslo","unit":"celsius"}'

/** What a reader tells of these pieces, `end`: and of the body's end. */
function told(sample: SampleStream, pieces: Uint8Array[], end: boolean): ProviderEvent[] {
  const reader = sample.wire.reader()
  const events: ProviderEvent[] = []
  for (const piece of pieces) reader.push(piece, (event) => events.push(event))
  if (end) reader.end((event) => events.push(event))
  return events
}

const wordsOf = (events: ProviderEvent[], type: 'text' | 'calling') =>
  events.map((event) => (event.type === type ? event.text : '')).join('')

describe.each(Object.entries(sampleStreams))('%s', (_, sample) => {
  test('a call says how much of the text came before it, whatever follows (T12)', () => {
    const { begin, text, call, end } = sample
    const before = 'Let me look. '
    const pieces = [...begin(), text(before), ...call(args), text('There.'), ...end('stop', `${before}There.`)]
    const events = told(sample, pieces, true)
    expect(wordsOf(events, 'text')).toBe(`${before}There.`)
    expect(events.filter(({ type }) => type === 'tool_call')).toMatchObject([
      { name: 'get_weather', at: before.length },
    ])
  })

  test('a call counts as said while it is written: before it is whole, and when the answer breaks off', () => {
    const pieces = [...sample.begin(), ...sample.call(args)]
    const events = told(sample, pieces, true)
    expect(wordsOf(events, 'calling')).toContain('get_weather')
    expect(wordsOf(events, 'calling')).toContain('celsius')
    expect(events.at(-1)).toMatchObject({ type: 'failure', failure: { kind: 'provider_stream_broken' } })
  })

  test('text alone is no call', () => {
    const events = told(sample, [...sample.begin(), sample.text('Hello'), ...sample.end('stop', 'Hello')], true)
    expect(wordsOf(events, 'calling')).toBe('')
  })
})

test('arguments that come all at once, and are streamed by nobody before, count too', () => {
  const item = { id: 'fc', type: 'function_call', call_id: 'c', name: 'look', arguments: '' }
  const sent = [
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"a"' },
    { type: 'response.function_call_arguments.done', output_index: 0, arguments: '{"a":1}' },
    { type: 'response.function_call_arguments.done', output_index: 0, arguments: '{"a":1}' },
  ]
  const body = sent.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
  const events = told(sampleStreams.responses!, [new TextEncoder().encode(body)], true)
  expect(wordsOf(events, 'calling')).toBe('look{"a":1}')
})

test.each([1e300, Infinity, Number.NaN, -5, 20_000_001, '12', null])(
  'a count of %s tokens is none, and a cost that nobody pays is none (H3)',
  (wrong) => {
    const usage = { prompt_tokens: wrong, completion_tokens: 7, cost: 1e12, cost_in_usd_ticks: 1e40 }
    const body = `data: ${JSON.stringify({ choices: [{ delta: { content: 'hi' }, finish_reason: 'stop' }], usage })}\n\n`
    const events = told(sampleStreams.chat!, [new TextEncoder().encode(body)], true)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'usage', usage: expect.objectContaining({ input_tokens: 0, output_tokens: 7 }) }),
    )
    expect(events.find((event) => event.type === 'usage')).toMatchObject({ cost_usd: null })
  },
)
