import { expect, test } from 'vitest'
import { place } from './place.ts'

const screen = { width: 400, height: 300 }
const size = { width: 100, height: 80 }
const box = (left: number, top: number) => ({ left, top, right: left + 20, bottom: top + 20 })

test('a box goes below its anchor, lined up with its start', () => {
  expect(place(box(50, 40), size, screen, { side: 'below', align: 'start', gap: 4 })).toEqual({ left: 50, top: 64 })
})

test('it goes above where there is no room below', () => {
  expect(place(box(50, 270), size, screen, { side: 'below', align: 'start', gap: 4 })).toEqual({ left: 50, top: 186 })
})

test('it goes below where there is no room above', () => {
  expect(place(box(50, 10), size, screen, { side: 'above', align: 'center', gap: 4 })).toEqual({ left: 10, top: 34 })
})

test('it never leaves the screen', () => {
  const at = place(box(390, 140), { width: 500, height: 600 }, screen, { side: 'below', align: 'end', gap: 4 })
  expect(at).toEqual({ left: 8, top: 8 })
})
