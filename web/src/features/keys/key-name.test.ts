import { expect, test } from 'vitest'
import { suggestName } from './key-name.ts'

test('a name that is free', () => {
  expect(suggestName({ id: 'openai', name: 'OpenAI' }, [])).toBe('My OpenAI')
  expect(suggestName({ id: 'custom', name: 'Any server' }, ['My server', 'my server 2'])).toBe('My server 3')
})
