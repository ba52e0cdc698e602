import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeSpeaker } from './speaker.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function listen() {
  const said: string[] = []
  return { said, speaker: makeSpeaker((words) => said.push(words)) }
}

test('whole sentences, at most every two seconds', () => {
  const { said, speaker } = listen()
  speaker.start('Sonnet')
  const text = 'The height is the mean. It has **nine** constituents. And then some'
  for (let at = 1; at <= text.length; at++) {
    speaker.grow(text.slice(0, at))
    vi.advanceTimersByTime(20)
  }
  expect(said).toEqual(['Sonnet is answering'])
  vi.advanceTimersByTime(2000)
  expect(said.slice(1)).toEqual(['The height is the mean. It has nine constituents.'])
  speaker.end('Answer complete')
  expect(said.at(-1)).toBe('And then some Answer complete')
})

test('code is named, not read', () => {
  const { said, speaker } = listen()
  speaker.start('Demo')
  speaker.grow('Look:\n\n```ts\nconst a = 1.\nlet b. c\n')
  vi.advanceTimersByTime(3000)
  expect(said.join(' ')).not.toContain('const')
  speaker.grow('Look:\n\n```ts\nconst a = 1.\n```\n\nDone. ')
  vi.advanceTimersByTime(3000)
  expect(said.join(' ')).toContain('Code block. Done.')
  expect(said.join(' ')).not.toContain('const')
})

test('nothing is said twice', () => {
  const { said, speaker } = listen()
  speaker.start('Demo')
  speaker.grow('One. ')
  vi.advanceTimersByTime(2000)
  speaker.grow('One. Two. ')
  vi.advanceTimersByTime(2000)
  speaker.end('Answer complete')
  expect(said).toEqual(['Demo is answering', 'One.', 'Two.', 'Answer complete'])
})
