import { expect, test } from 'vitest'
import { fitOf } from './server-version.ts'

test.each([
  ['1.1', '1.1', 'same'],
  ['1.2', '1.1', 'newer'],
  ['1.10', '1.9', 'newer'],
  // After a deploy was taken back: the page knows more than it hears.
  ['1.0', '1.1', 'same'],
  ['2.0', '1.9', 'apart'],
  ['10.0', '9.9', 'apart'],
  ['1.9', '2.0', 'apart'],
] as const)('a server that says %s to a page of %s: %s (S9)', (theirs, ours, fit) => {
  expect(fitOf(theirs, ours)).toBe(fit)
})
