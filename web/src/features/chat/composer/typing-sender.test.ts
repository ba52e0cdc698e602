import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeTypingSender } from './typing-sender.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('says it once while typing goes on, repeats it for those who came later, and ends after 3 s', () => {
  const sent: boolean[] = []
  const sender = makeTypingSender((is) => sent.push(is) > 0)
  for (let key = 0; key < 30; key++) {
    sender.typed()
    vi.advanceTimersByTime(100)
  }
  expect(sent).toEqual([true])
  for (let key = 0; key < 20; key++) {
    sender.typed()
    vi.advanceTimersByTime(100)
  }
  expect(sent).toEqual([true, true])
  vi.advanceTimersByTime(3000)
  expect(sent).toEqual([true, true, false])
  sender.stop()
  expect(sent).toHaveLength(3)
})

test('what could not be sent is said with the next key', () => {
  const sent: boolean[] = []
  let live = false
  const sender = makeTypingSender((is) => {
    if (live) sent.push(is)
    return live
  })
  sender.typed()
  live = true
  sender.typed()
  expect(sent).toEqual([true])
})
