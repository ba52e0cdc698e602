import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { registry } from '../providers/registry.ts'
import { keylessCredentials, needsAddress, ownAddress } from './own-address.ts'

const deployed = { ...env, ALLOW_PRIVATE_BASE_URLS: '0' }

test('what runs on localhost has its address at home, and none on a deployment', () => {
  const ollama = registry.ollama
  expect([ownAddress(env, ollama), needsAddress(env, ollama)]).toEqual(['http://localhost:11434', false])
  expect([ownAddress(deployed, ollama), needsAddress(deployed, ollama)]).toEqual([null, true])
  expect(keylessCredentials(env, ollama).base_url).toBe('http://localhost:11434')
  expect(() => keylessCredentials(deployed, ollama)).toThrow(
    'Add a key for Ollama with the base URL where yours answers.',
  )
})

test('the others have theirs everywhere', () => {
  const { openai, custom, demo } = registry
  expect(ownAddress(deployed, openai!)).toBe('https://api.openai.com/v1')
  expect([openai!, custom!, demo!].map((plugin) => needsAddress(deployed, plugin))).toEqual([false, true, false])
})
