import { expect, test } from 'vitest'
import { makeHeights } from './heights.ts'

const ids = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`)

test('rows stand under each other, and a place finds its row', () => {
  const heights = makeHeights(() => 100)
  heights.setIds(ids(5))
  expect(heights.total).toBe(500)
  expect(heights.topOf(3)).toBe(300)
  expect([-5, 0, 99, 100, 499, 9000].map(heights.indexAt)).toEqual([0, 0, 0, 1, 4, 4])
})

test('a measured row moves what is below it, and says by how much', () => {
  const heights = makeHeights(() => 100)
  heights.setIds(ids(4))
  expect(heights.measure('m1', 250)).toBe(150)
  expect(heights.measure('m1', 250)).toBe(0)
  expect(heights.measure('elsewhere', 10)).toBe(0)
  expect([1, 2, 4].map(heights.topOf)).toEqual([100, 350, 550])
})

test('older rows in front keep what was measured', () => {
  const heights = makeHeights(() => 100)
  heights.setIds(ids(2))
  heights.measure('m0', 40)
  heights.setIds(['old', ...ids(2)])
  expect(heights.topOf(heights.indexOf('m1'))).toBe(140)
  expect(heights.total).toBe(240)
})

test('fewer rows', () => {
  const heights = makeHeights(() => 100)
  heights.setIds(ids(10))
  expect(heights.total).toBe(1000)
  heights.setIds(['m0', 'm9'])
  expect(heights.total).toBe(200)
  heights.setIds([])
  expect(heights.total).toBe(0)
  expect(heights.indexAt(50)).toBe(0)
})

test('10,000 rows are placed in a few milliseconds, and the last one growing costs nothing', () => {
  const heights = makeHeights(() => 100)
  heights.setIds(ids(10_000))
  expect(heights.total).toBe(1_000_000)
  const start = performance.now()
  for (let height = 100; height < 5100; height++) {
    heights.measure('m9999', height)
    heights.indexAt(heights.total)
  }
  expect(performance.now() - start).toBeLessThan(200)
})
