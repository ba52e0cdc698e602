import { expect, test } from 'vitest'
import { providerSaid } from './provider-said.ts'

test.each([
  ['The provider failed: no such path.\nTry again.', 'no such path.'],
  ["The provider's credit or quota is used up: Top up!\nAdd credit.", 'Top up!'],
  ['The conversation is longer than this model can read: 9 > 8.\nSummarize it.', '9 > 8.'],
  ['The provider does not have this model.\nChoose another model.', ''],
  ['The model said nothing for 60 s.', 'The model said nothing for 60 s.'],
])('%j', (message, said) => {
  expect(providerSaid(message)).toBe(said)
})
