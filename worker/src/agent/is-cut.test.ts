import { expect, test } from 'vitest'
import { isCut } from './is-cut.ts'

test.each(['{"city": "Zür', '{"a":{"b":1}', '{"a":[1,2', '{"a"', '{', '{"quoted \\"}', '{"a":"\\'])(
  '%s is cut',
  (json) => {
    expect(isCut(json)).toBe(true)
  },
)

test.each(['', 'null', '{}', '{"a":"}{]["}', '{"a":"\\\\"}', '{"a":"\\"{"}', 'not json', '{"a":1}}'])(
  '%s is not',
  (json) => {
    expect(isCut(json)).toBe(false)
  },
)
