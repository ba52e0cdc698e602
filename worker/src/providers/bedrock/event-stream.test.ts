import { describe, expect, test } from 'vitest'
import { crc32 } from 'node:zlib'
import { EventStream, type EventStreamFault } from './event-stream.ts'
import { event, frame, join, prelude12 } from '../testing/event-stream-frames.ts'
import { waysToCut } from '../testing/read-stream.ts'
import { recordedCases, type RecordedCase } from '../testing/recorded-cases.ts'

interface Decoded {
  frames: { headers: Record<string, unknown>; payload: string }[]
  fault: EventStreamFault | null
  open: boolean
}

function decode(body: Uint8Array, cuts: number[] = []): Decoded {
  const frames: Decoded['frames'] = []
  const stream = new EventStream(({ headers, payload }) => {
    const shown = Object.entries(headers).map(([name, value]) => [name, shownValue(value)])
    frames.push({ headers: Object.fromEntries(shown), payload: new TextDecoder().decode(payload) })
  })
  let from = 0
  for (const to of [...cuts, body.length]) {
    stream.push(body.subarray(from, to))
    from = to
  }
  return { frames, fault: stream.fault, open: stream.open }
}

function shownValue(value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: btoa(String.fromCharCode(...value)) } : value
}

function cutEveryWay(body: Uint8Array): number[][] {
  return waysToCut(body.length).map(([, cuts]) => cuts)
}

const vectors = recordedCases().filter((one) => one.api === 'bedrock.eventstream-vector')

describe.runIf(vectors.length)('AWS’s own vectors', () => {
  test.for(vectors.map((one) => [one.name, one] as [string, RecordedCase]))('%s', ([, { body, expected }]) => {
    for (const cuts of cutEveryWay(body)) {
      const { frames, fault } = decode(body, cuts)
      if (expected.error) {
        expect(fault).toMatch(/checksum/)
        expect(frames).toEqual([])
      } else {
        expect({ frames, fault }).toEqual({ frames: expected.frames, fault: null })
      }
    }
  })
})

test('messages come one by one however the bytes are cut', () => {
  const body = join([event('a', { text: 'é' }), event('b', {}), frame({}, new Uint8Array(5000).fill(65))])
  for (const cuts of cutEveryWay(body)) {
    const { frames, fault, open } = decode(body, cuts)
    expect(frames.map((one) => one.payload)).toEqual(['{"text":"é"}', '{}', 'A'.repeat(5000)])
    expect([fault, open]).toEqual([null, false])
  }
  expect(decode(body.subarray(0, -1))).toMatchObject({ open: true, fault: null })
})

const good = event('contentBlockDelta', { delta: { text: 'Hello' } })
const flipped = (at: number) => good.map((byte, index) => (index === at ? byte ^ 1 : byte))

describe('what is damaged is not believed', () => {
  const bad: [string, Uint8Array, EventStreamFault][] = [
    ['a length that was changed', flipped(2), 'prelude_checksum'],
    ['a header length that was changed', flipped(7), 'prelude_checksum'],
    ['a checksum of lengths that was changed', flipped(9), 'prelude_checksum'],
    ['a header that was changed', flipped(20), 'message_checksum'],
    ['a payload that was changed', flipped(good.length - 8), 'message_checksum'],
    ['a checksum of all that was changed', flipped(good.length - 1), 'message_checksum'],
    ['a frame of 20 MB', prelude12(20 * 1024 * 1024, 100), 'too_large'],
    ['a frame of 4 GB', prelude12(0xffffffff, 100), 'too_large'],
    ['a frame that is shorter than itself', prelude12(15, 0), 'length'],
    ['headers that are longer than their frame', prelude12(100, 99), 'length'],
    ['a web page', new TextEncoder().encode('<!doctype html><html>'), 'prelude_checksum'],
  ]
  test.each(bad)('%s', (_, bytes, fault) => {
    for (const cuts of cutEveryWay(bytes)) expect(decode(bytes, cuts)).toMatchObject({ fault, frames: [] })
  })

  test('headers without their end, or of a type that nobody knows', () => {
    for (const headers of [
      [1, 97, 7, 0, 9, 98],
      [1, 97, 10],
      [200, 97],
      [1, 97, 5, 0, 0],
    ]) {
      const lengths = prelude12(16 + headers.length, headers.length)
      const all = join([lengths, Uint8Array.from(headers)])
      const sum = crc32(all)
      const body = join([all, Uint8Array.of(sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255)])
      expect(decode(body)).toMatchObject({ fault: 'headers', frames: [] })
    }
  })

  test('what stood in front of the damage was told', () => {
    expect(decode(join([good, flipped(20), good]))).toMatchObject({ frames: [{}], fault: 'message_checksum' })
  })
})
