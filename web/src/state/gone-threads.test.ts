import { expect, test } from 'vitest'
import { forgetSettled, heardThread, isGone, putBack, settle, takeOut } from './gone-threads.ts'

const told = (id: string, archived = false) => heardThread({ id, archived })

test('what this page deleted stays away, whatever was told before the server knew, until it is brought back', () => {
  takeOut('a', 'deleted')
  told('a')
  expect(isGone('a', true)).toBe(true)
  settle('a')
  expect(isGone('a', true)).toBe(true)
  told('a')
  expect(isGone('a', true)).toBe(false)
})

test('what it archived comes back when somebody brings it back, not with news from before', () => {
  takeOut('b', 'archived')
  told('b')
  expect([isGone('b', false), isGone('b', true)]).toEqual([true, false])
  told('b', true)
  told('b', true)
  expect(isGone('b', false)).toBe(true)
  told('b')
  expect(isGone('b', false)).toBe(false)
})

test('what the server refused is back at once', () => {
  takeOut('c', 'deleted')
  putBack('c')
  expect(isGone('c', false)).toBe(false)
})

test('a list that is asked for anew is believed, except about what is still on its way', () => {
  takeOut('d', 'deleted', true)
  takeOut('e', 'deleted')
  forgetSettled()
  expect([isGone('d', false), isGone('e', false)]).toEqual([false, true])
})
