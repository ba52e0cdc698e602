import { expect, test } from 'vitest'
import { isTooDeep, jsonShape } from './json-shape.ts'

test.each(['{"city": "Zür', '{"a":{"b":1}', '{"a":[1,2', '{"a"', '{', '{"quoted \\"}', '{"a":"\\'])(
  '%s is cut',
  (json) => {
    expect(jsonShape(json).isCut).toBe(true)
  },
)

test.each(['', 'null', '{}', '{"a":"}{]["}', '{"a":"\\\\"}', '{"a":"\\"{"}', 'not json', 'say("it\'s [1', '{"a":1}}'])(
  '%s is not',
  (json) => {
    expect(jsonShape(json).isCut).toBe(false)
  },
)

test('depth', () => {
  expect(jsonShape('{"a":[{"b":"[[["}],"c":{}}').depth).toBe(3)
})

test('too deep to be written', () => {
  const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown
  expect([nested(100), nested(101), nested(100_000), 'text', null].map((value) => isTooDeep(value))).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
})
