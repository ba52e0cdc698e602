import { expect, test, vi } from 'vitest'
import { pickerKeys } from './picker-keys.ts'

function pressing(count: number, start: number, empty = true) {
  let at = start
  const pick = vi.fn()
  const star = vi.fn()
  const prevented = vi.fn()
  const keys = pickerKeys({
    count: () => count,
    at: () => at,
    move: (to) => (at = to),
    isEmpty: () => empty,
    pick,
    star,
  })
  const press = (key: string, over: Partial<KeyboardEvent> = {}) => {
    keys({
      key,
      ctrlKey: false,
      metaKey: false,
      isComposing: false,
      preventDefault: prevented,
      ...over,
    } as KeyboardEvent)
    return at
  }
  return { press, pick, star, prevented }
}

test('arrows go around, pages and ends stop', () => {
  const { press } = pressing(20, 19)
  expect(press('ArrowDown')).toBe(0)
  expect(press('ArrowUp')).toBe(19)
  expect(press('PageUp')).toBe(11)
  expect(press('Home')).toBe(0)
  expect(press('PageUp')).toBe(0)
  expect(press('End')).toBe(19)
})

test('in a typed text Home and End are the text’s, unless Ctrl says otherwise', () => {
  const { press, prevented } = pressing(20, 5, false)
  expect(press('Home')).toBe(5)
  expect(prevented).not.toHaveBeenCalled()
  expect(press('Home', { ctrlKey: true })).toBe(0)
})

test('an empty list has nowhere to go, and letters stay with the field', () => {
  const { press, prevented } = pressing(0, 0)
  expect(press('ArrowDown')).toBe(0)
  expect(press('End')).toBe(0)
  prevented.mockClear()
  press('d')
  expect(prevented).not.toHaveBeenCalled()
})

test('Enter picks, Ctrl D marks, and neither while a word is being composed', () => {
  const { press, pick, star } = pressing(3, 1)
  press('Enter')
  press('d', { ctrlKey: true })
  press('Enter', { isComposing: true })
  expect(pick).toHaveBeenCalledTimes(1)
  expect(star).toHaveBeenCalledTimes(1)
})
