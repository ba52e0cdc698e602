import { expect, test } from 'vitest'
import { errorCodes, providerFailureKinds, type ProviderFailureKind } from '#protocol/error.ts'
import { providerName } from '../../../parts/providers/provider-name.ts'
import { failureWords } from './failure-words.ts'

const ofKind = (kind: ProviderFailureKind, message = 'its own words') =>
  failureWords(
    { code: 'ai_provider_error', message, provider: { kind, status: 500, message, retry_after: null } },
    'OpenAI',
  )

test('every failure says who, what is safe and what to do', () => {
  for (const kind of providerFailureKinds) {
    const words = ofKind(kind)
    expect(words.title).toMatch(/^(OpenAI|This thread) .*\.$/)
    expect(words.text, kind).toMatch(/\.$/)
    expect(words.actions.length, kind).toBeGreaterThan(0)
    expect(words.text, kind).not.toMatch(/\.\.|\s\s|^\s/)
  }
})

test('what the provider said is told where it helps, as a sentence', () => {
  expect(ofKind('provider_bad_request', 'max_tokens is too large').text).toMatch(/^max_tokens is too large\. Your/)
  expect(ofKind('provider_quota', 'Top up!').text).toMatch(/^Top up! Nothing/)
  expect(ofKind('provider_context_length', '').text).toMatch(/^Summarize/)
})

test('a refused key and an empty account lead to the keys, a missing model to the models, a full window to a summary', () => {
  expect(ofKind('provider_auth').actions[0]).toBe('key')
  expect(ofKind('provider_quota').actions[0]).toBe('key')
  expect(ofKind('provider_model_not_found').actions[0]).toBe('model')
  expect(ofKind('provider_context_length').actions[0]).toBe('summary')
  expect(failureWords({ code: 'no_key', message: 'Add a key for openai first.' }, 'OpenAI').actions[0]).toBe('key')
  expect(failureWords(undefined, 'OpenAI').actions[0]).toBe('again')
})

test('what failed before the provider was asked says so, with the server’s numbers', () => {
  const full = failureWords({ code: 'insufficient_tokens', message: 'It takes 9,000 of 8,000 tokens.' }, 'OpenAI')
  expect(full.text).toBe('It takes 9,000 of 8,000 tokens. Nothing was sent. Your message is kept.')
  const budget = failureWords({ code: 'budget_exceeded', message: '$10.00 of $10.00 is spent' }, 'OpenAI')
  expect(budget.title).toMatch(/budget/)
  expect(budget.text).toContain('$10.00 of $10.00 is spent. It was not sent.')
  expect(failureWords({ code: 'internal_error', message: '' }, 'OpenAI').title).not.toContain('OpenAI')
})

test('no code is without words', () => {
  for (const code of errorCodes) expect(failureWords({ code, message: 'x' }, 'OpenAI').title, code).toMatch(/\.$/)
})

test('a provider nobody named is still somebody', () => {
  expect(providerName(undefined)).toBe('The provider')
  expect(providerName('anthropic')).toBe('Anthropic')
})
