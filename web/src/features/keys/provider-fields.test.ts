import { expect, test } from 'vitest'
import type { Provider } from '#protocol/rest/providers.ts'
import { fieldsOf, missing, takesKey } from './provider-fields.ts'

const provider = (more: Partial<Provider>): Provider => ({
  id: 'anthropic',
  name: 'A',
  needs_key: true,
  needs_base_url: false,
  base_url: 'https://api.example.org',
  keys_url: null,
  keys: 0,
  ...more,
})
const custom = provider({ id: 'custom', needs_base_url: true, base_url: null })
const ollama = provider({ id: 'ollama', needs_key: false })
const demo = provider({ id: 'demo', needs_key: false, base_url: null })

test('each provider is asked for what it needs', () => {
  expect(fieldsOf(provider({}))).toEqual({ key: 'needed', base_url: 'folded', api: undefined, aws: false })
  expect(fieldsOf(provider({ id: 'openai' })).api).toEqual({ own: 'responses' })
  expect(fieldsOf(custom)).toMatchObject({ key: 'optional', base_url: 'shown', api: { own: 'chat' } })
  expect(fieldsOf(ollama)).toMatchObject({ key: 'optional', base_url: 'shown', api: undefined })
  expect(fieldsOf(provider({ id: 'bedrock' })).aws).toBe(true)
})

test('what is missing keeps a key from being sent', () => {
  expect(missing(provider({}), '', '')).toBe('key')
  expect(missing(provider({}), 'sk', '')).toBeUndefined()
  expect(missing(custom, '', ' ')).toBe('base_url')
  expect(missing(ollama, '', '')).toBeUndefined()
})

test('the demo takes no key', () => {
  expect([provider({}), custom, ollama, demo].map(takesKey)).toEqual([true, true, true, false])
})
