import { expect, test } from 'vitest'
import { suggestName } from './key-name.ts'

test('a name that is free', () => {
  expect(suggestName('openai', [])).toBe('My openai')
  expect(suggestName('custom', ['My server', 'my server 2'])).toBe('My server 3')
})
