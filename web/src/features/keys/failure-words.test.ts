import { expect, test } from 'vitest'
import { keyFailure } from './failure-words.ts'

const about = { provider: 'OpenAI', base_url: null }
const at = { provider: 'OpenAI-compatible server', base_url: 'http://127.0.0.1:1234/v1' }

test('a wrong key, used-up credit and a server that is away each say what to do', () => {
  expect(keyFailure({ kind: 'provider_auth', message: 'The provider did not accept the key.' }, about)).toEqual({
    title: 'OpenAI did not accept the key.',
    advice: 'Copy it again, whole, or make a new one there. Some keys need a permission to list models.',
  })
  expect(keyFailure({ kind: 'provider_quota', message: '' }, about).advice).toContain('Add credit')
  expect(keyFailure({ kind: 'provider_unreachable', message: 'The provider could not be reached.' }, at)).toEqual({
    title: 'Nobody answered at http://127.0.0.1:1234/v1.',
    advice: 'Is the server running, and is the address right, with its port?',
  })
})

test('an address that answers something else leads to the base URL; the provider’s words stand behind ours', () => {
  const page = { kind: 'provider_error', message: 'The provider failed: it answered 200 with a web page' }
  expect(keyFailure(page, at)).toMatchObject({
    advice: 'Is the base URL right? For OpenAI’s format it usually ends in /v1.',
    said: 'it answered 200 with a web page',
  })
})

test('a kind that this page does not know is still in words', () => {
  expect(keyFailure({ kind: 'something_new', message: 'The server is odd.' }, about)).toMatchObject({
    said: 'The server is odd.',
  })
  expect(keyFailure({ message: 'You are offline.' }, about).said).toBe('You are offline.')
})
