import { expect, test } from 'vitest'
import { checkSettings } from './settings.ts'

const key = (version: string, bytes = 32) => `${version}:${Buffer.alloc(bytes, 1).toString('base64')}`
const right = {
  LIMIT_MESSAGES_PER_MINUTE: '60',
  LIMIT_AUTH_PER_MINUTE: '10',
  LIMIT_API_PER_MINUTE: '600',
  REGISTRATION: 'open',
  ALLOW_PRIVATE_BASE_URLS: '0',
  ENCRYPTION_KEY: key('1'),
  JWT_SECRET: 'a secret of at least 32 characters',
}

test('right settings have nothing to say', () => {
  expect(checkSettings(right)).toBeNull()
  expect(checkSettings({ ...right, ENCRYPTION_KEY: `${key('2026-11')}, ${key('1')}` })).toBeNull()
})

test.each([
  ['LIMIT_AUTH_PER_MINUTE', '0', 'expected a whole number from 1'],
  ['LIMIT_AUTH_PER_MINUTE', '1.5', 'expected a whole number from 1'],
  ['LIMIT_API_PER_MINUTE', '', 'expected a whole number from 1'],
  ['LIMIT_MESSAGES_PER_MINUTE', 'sixty', 'expected a whole number from 1'],
  ['REGISTRATION', 'maybe', 'expected open, invite or closed'],
  ['ALLOW_PRIVATE_BASE_URLS', 'true', 'expected 0 or 1'],
  ['JWT_SECRET', 'short secret', 'expected at least 32 characters'],
  ['ENCRYPTION_KEY', 'no version', 'expected VERSION:BASE64 of 32 bytes'],
  ['ENCRYPTION_KEY', key('1', 16), 'expected VERSION:BASE64 of 32 bytes'],
  ['ENCRYPTION_KEY', `${key('1')},${key('1')}`, 'expected VERSION:BASE64 of 32 bytes'],
  ['ENCRYPTION_KEY', '1:%%%', 'expected VERSION:BASE64 of 32 bytes'],
])('%s=%s is named with what was expected, not with what it holds', (name, value, expected) => {
  const words = checkSettings({ ...right, [name]: value })
  expect(words).toContain(`${name}: ${expected}`)
  if (value.length > 4) expect(words).not.toContain(value)
})

test('a missing setting is named', () => {
  const { JWT_SECRET: _, ...rest } = right
  expect(checkSettings(rest)).toContain('JWT_SECRET: expected at least 32 characters')
})
