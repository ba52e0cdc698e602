import { expect, test } from 'vitest'
import { jsonShape } from './json-shape.ts'

test.each(['{"city": "Zür', '{"a":{"b":1}', '{"a":[1,2', '{"a"', '{', '{"quoted \\"}', '{"a":"\\'])(
  '%s is cut',
  (json) => {
    expect(jsonShape(json).isCut).toBe(true)
  },
)

test.each(['', 'null', '{}', '{"a":"}{]["}', '{"a":"\\\\"}', '{"a":"\\"{"}', 'not json', '{"a":1}}'])(
  '%s is not',
  (json) => {
    expect(jsonShape(json).isCut).toBe(false)
  },
)

test('depth', () => {
  expect(jsonShape('{"a":[{"b":"[[["}],"c":{}}').depth).toBe(3)
})
