import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { expiryOf, hasEnded, isReady } from './expiry.ts'
import { samplesOf } from './samples.ts'
import { scopesWords } from './scopes.ts'

const now = Date.parse('2026-11-21T12:00:00Z')

test('a token expires after days, at the end of a day, or never', () => {
  expect(expiryOf('30', '', now)).toBe('2026-12-21T12:00:00.000Z')
  expect(expiryOf('never', '', now)).toBeNull()
  const end = new Date(expiryOf('date', '2026-12-24', now)!)
  expect([end.getDate(), end.getHours(), end.getMinutes()]).toEqual([24, 23, 59])
})

test('a day has to be picked, and to come', () => {
  expect(isReady('90', '', now)).toBe(true)
  expect([isReady('date', '', now), isReady('date', '2026-11-19', now), isReady('date', '2026-11-23', now)]).toEqual([
    false,
    false,
    true,
  ])
  expect([hasEnded(null, now), hasEnded('2026-11-21T11:59:59Z', now), hasEnded('2026-11-22T00:00:00Z', now)]).toEqual([
    false,
    true,
    false,
  ])
})

test('scopes in words', () => {
  expect(scopesWords(['v1'])).toBe('Use models')
  expect(scopesWords(['write', 'v1', 'read'])).toBe('Use models, read and write')
})

test('the curl example is what a shell makes of it, whatever the model’s name', () => {
  const [curl] = samplesOf('http://localhost:8787', 'ew_1', "custom/o'neil")
  const args = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${curl!.text}`])
    .toString()
    .trim()
    .split('\n')
  expect(args[0]).toBe('http://localhost:8787/v1/chat/completions')
  expect(args).toContain('Authorization: Bearer ew_1')
  expect(JSON.parse(args.at(-1)!)).toEqual({ model: "custom/o'neil", messages: [{ role: 'user', content: 'Hello' }] })
})

test('the Python example names address, token and model', () => {
  const python = samplesOf('https://edgewise.example', 'ew_1', 'openai/gpt-5.1')[1]!.text
  expect(python).toContain('base_url="https://edgewise.example/v1", api_key="ew_1"')
  expect(python).toContain('model="openai/gpt-5.1"')
})
