import { expect, test } from 'vitest'
import { flowText } from '../provider/script.ts'
import { compareWords } from './words.ts'

const sent = flowText(5)

test.each([
  [sent, 0, 0],
  ['w0 w1 w3 w4', 3, 0],
  ['w0 w1 w1 w2 w3 w4', 0, 3],
  ['w0 w2 w1 w3 w4', 1, 0],
  ['', 15, 1],
  ['w0 w1w2 w3 w4', 6, 5],
])('%j: %i lost, %i doubled', (got, lost, doubled) => {
  expect(compareWords(got, sent)).toEqual({ lost, doubled })
})
