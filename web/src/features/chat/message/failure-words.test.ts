import { expect, test } from 'vitest'
import { providerFailureKinds } from '../../../../../worker/protocol/error.ts'
import { failureWords, providerName } from './failure-words.ts'

test('every failure says who, and what to do', () => {
  for (const kind of providerFailureKinds) {
    const provider = { kind, status: 500, message: 'its own words', retry_after: null }
    const words = failureWords({ code: 'ai_provider_error', message: 'failed', provider }, 'OpenAI')
    expect(words.title).toMatch(/\.$/)
    expect(words.text).not.toBe('')
    expect(['key', 'model', 'again']).toContain(words.action)
  }
})

test('a refused key leads to the keys, a missing model to the models', () => {
  const of = (kind: 'provider_auth' | 'provider_model_not_found') =>
    failureWords(
      { code: 'ai_provider_error', message: '', provider: { kind, status: 401, message: 'x', retry_after: null } },
      'OpenAI',
    ).action
  expect(of('provider_auth')).toBe('key')
  expect(of('provider_model_not_found')).toBe('model')
  expect(failureWords({ code: 'no_key', message: 'Add a key for openai first.' }, 'OpenAI').action).toBe('key')
  expect(failureWords(undefined, 'OpenAI').action).toBe('again')
})

test('a provider nobody named is still somebody', () => {
  expect(providerName(undefined)).toBe('The provider')
  expect(providerName('anthropic')).toBe('Anthropic')
})
