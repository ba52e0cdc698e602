import { expect, test } from 'vitest'
import { makeFrameBatch } from './frame-batch.ts'

function batch() {
  const applied: number[][] = []
  let paint: (() => void) | null = null
  const made = makeFrameBatch<number>((items) => applied.push(items), {
    nextPaint(run) {
      paint = run
      return () => (paint = null)
    },
  })
  return { ...made, applied, paint: () => paint?.() }
}

test('what arrives between two paints is applied together, in order', () => {
  const { push, applied, paint } = batch()
  for (const item of [1, 2, 3]) push(item)
  expect(applied).toEqual([])
  paint()
  push(4)
  paint()
  paint()
  expect(applied).toEqual([[1, 2, 3], [4]])
})

test('flush applies at once and the paint after it finds nothing', () => {
  const { push, flush, applied, paint } = batch()
  push(1)
  flush()
  paint()
  expect(applied).toEqual([[1]])
})

test('clear forgets', () => {
  const { push, clear, applied, paint } = batch()
  push(1)
  clear()
  paint()
  expect(applied).toEqual([])
})
