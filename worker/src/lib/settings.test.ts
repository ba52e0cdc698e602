import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingsSchema } from '../settings-schema.ts'
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

const names = Object.keys(settingsSchema.shape)
const namesIn = (file: string, line: RegExp) => {
  const text = readFileSync(`${import.meta.dirname}/../../../${file}`, 'utf8')
  return [...text.matchAll(line)].map((found) => found[1]!)
}

test('.env.example has a line for every setting, and for nothing else', () => {
  expect(namesIn('.env.example', /^(?:# )?([A-Z_]+)=/gm)).toEqual(names)
})

test('wrangler.toml gives every setting that has no default and is no secret', () => {
  const secrets = ['ENCRYPTION_KEY', 'JWT_SECRET']
  const needed = settingsSchema.safeParse({}).error!.issues.map(({ path }) => String(path[0]))
  const [, vars = ''] = readFileSync(`${import.meta.dirname}/../../../wrangler.toml`, 'utf8').split('[vars]')
  const given = [...vars.split('\n[')[0]!.matchAll(/^([A-Z_]+) = /gm)].map((found) => found[1])
  expect(given).toEqual(needed.filter((name) => !secrets.includes(name)))
})
