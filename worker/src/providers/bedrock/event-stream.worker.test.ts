import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { event, join } from '../testing/event-stream-frames.ts'
import { EventStream } from './event-stream.ts'

test('workerd counts the same checksum as Node, and finds a damaged frame', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  const read = (bytes: Uint8Array) => {
    const stream = new EventStream(() => {})
    stream.push(bytes)
    return stream.fault
  }
  const frames = join([event('messageStart', { role: 'assistant' }), event('messageStop', { stopReason: 'end_turn' })])
  expect(read(frames)).toBeFalsy()
  const damaged = frames.slice()
  damaged[damaged.length - 10]! ^= 1
  expect(read(damaged)).toBe('message_checksum')
})
