import { expect, test } from 'vitest'
import { sends } from './send-keys.ts'

const enter = { key: 'Enter', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false }
const desk = { enter_sends: true, phone: false }

test('Ctrl and Command with Enter always send', () => {
  for (const rules of [desk, { enter_sends: false, phone: false }, { enter_sends: true, phone: true }]) {
    expect(sends({ ...enter, ctrlKey: true }, rules)).toBe(true)
    expect(sends({ ...enter, metaKey: true }, rules)).toBe(true)
  }
})

test('Enter alone sends on a desk, unless the setting says otherwise', () => {
  expect(sends(enter, desk)).toBe(true)
  expect(sends(enter, { ...desk, enter_sends: false })).toBe(false)
  expect(sends(enter, { ...desk, phone: true })).toBe(false)
})

test('Shift and Enter is a new line, and Enter that chooses a character sends nothing', () => {
  expect(sends({ ...enter, shiftKey: true }, desk)).toBe(false)
  expect(sends({ ...enter, isComposing: true }, desk)).toBe(false)
  expect(sends({ ...enter, key: 'a' }, desk)).toBe(false)
})
