// npm run bench:wires: CPU that reading an answer takes, for each wire format, in milliseconds per 1,000 tokens.
// `token by token` is how a slow model's answer arrives, one event in each packet; `in packets` is how a fast one's does.
import { join } from '../worker/src/providers/testing/event-stream-frames.ts'
import { sampleStreams, type SampleStream } from '../worker/src/providers/testing/sample-streams.ts'

const TOKENS = 20_000
const ROUNDS = 7
const PACKET = 16_384
const words = [
  'The ',
  'weather ',
  'in ',
  'Zürich ',
  'is ',
  'cold',
  ', ',
  'with ',
  '東京 ',
  'far ',
  'away ',
  '🌧 ',
  '.\n',
]

function answer(sample: SampleStream): Uint8Array[] {
  const tokens = Array.from({ length: TOKENS }, (_, index) => sample.text(words[index % words.length]!))
  return [...sample.begin(), ...tokens, ...sample.end('stop')]
}

function packets(whole: Uint8Array): Uint8Array[] {
  const count = Math.ceil(whole.length / PACKET)
  return Array.from({ length: count }, (_, index) => whole.subarray(index * PACKET, (index + 1) * PACKET))
}

/** Milliseconds of CPU per 1,000 tokens: the median of some rounds, the first of which warms up and counts for nothing. */
function measure(sample: SampleStream, pieces: Uint8Array[]): number {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const before = process.cpuUsage()
    const reader = sample.wire.reader()
    let characters = 0
    for (const piece of pieces)
      reader.push(piece, (event) => (characters += event.type === 'text' ? event.text.length : 0))
    if (!reader.done) reader.end(() => {})
    const { user, system } = process.cpuUsage(before)
    if (characters === 0) throw new Error('nothing was read')
    return (user + system) / 1000 / (TOKENS / 1000)
  })
  return rounds.slice(1).toSorted((a, b) => a - b)[ROUNDS >> 1]!
}

const rows = Object.entries(sampleStreams).map(([format, sample]) => {
  const pieces = answer(sample)
  const whole = join(pieces)
  return {
    format,
    'token by token': measure(sample, pieces).toFixed(2),
    'in packets': measure(sample, packets(whole)).toFixed(2),
    'bytes per token': Math.round(whole.length / TOKENS),
  }
})
console.table(rows)
