import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, inject, test } from 'vitest'
import type {} from './harness/global-setup.ts'
import { signUp } from './harness/api.ts'
import { startServer } from './harness/start-server.ts'

const root = path.resolve(import.meta.dirname, '..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-start-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Runs `npm start` where it is expected to refuse, and answers what it says. */
function refusal(...flags: string[]): string {
  const args = [path.join(root, 'scripts/start.mjs'), ...flags]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 60_000 })
  expect(status).toBe(1)
  return stderr
}

const state = (name: string) => ['--state', path.join(folder, name)]

test.each([
  [['--prot', '1'], "'--prot'"],
  [['--port', 'high'], '--port high: expected a number from 0 to 65535'],
  [['--port', '70000'], '--port 70000: expected a number'],
  [['--var', 'REGISTRATION=open'], '--var REGISTRATION: expected NAME:VALUE'],
  [['--host', 'a b'], '--host a b: expected an address'],
  [['somewhere'], "'somewhere'"],
  [['--port', '0', ...state('a'), '--var', 'REGISTRATION:maybe'], 'REGISTRATION: expected open, invite or closed'],
  [['--port', '0', ...state('a'), '--var', 'JWT_SECRET:short-and-secret'], 'JWT_SECRET: expected at least 32'],
])('npm start -- %j is refused in one line', (flags, words) => {
  const said = refusal(...flags)
  expect(said).toContain(words)
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(said).not.toContain('short-and-secret')
})

test('a port and a state folder in use are named in one line', async () => {
  const server = await startServer({ state: path.join(folder, 'held') })
  try {
    const samePort = refusal('--port', String(server.port), ...state('other'))
    expect(samePort).toBe(`edgewise: port ${server.port} is in use on 127.0.0.1; choose another with --port\n`)
    const sameState = refusal('--port', '0', ...state('held'))
    expect(sameState).toMatch(/held is in use by another Edgewise on port \d+ \(process \d+\); choose another/)
  } finally {
    await server.stop()
  }
})

test('loopback of both families answers, and the secrets are for their owner only', async () => {
  const server = await startServer({ state: path.join(folder, 'both') })
  try {
    const hosts = Object.values(os.networkInterfaces()).flat()
    const addresses = ['127.0.0.1', ...(hosts.some((one) => one?.address === '::1') ? ['[::1]'] : [])]
    for (const address of addresses) {
      expect((await fetch(`http://${address}:${server.port}/health`)).status).toBe(200)
    }
    expect(fs.statSync(path.join(folder, 'both/secrets.json')).mode & 0o777).toBe(0o600)
    expect(fs.statSync(path.join(folder, 'both')).mode & 0o077).toBe(0)
  } finally {
    await server.stop()
  }
})

test('after SIGKILL nothing lives on, and the next start carries on with what was there', async () => {
  const held = path.join(folder, 'killed')
  const server = await startServer({ state: held })
  const who = await signUp(server.url, 'Margaret')
  const { id } = await who.project('Kept')
  // Only the process that was started: its runtime must notice by itself.
  process.kill(server.pid, 'SIGKILL')
  await sleep(1000)
  await expect(fetch(`${server.url}/health`)).rejects.toThrow()
  const again = await startServer({ state: held, port: server.port })
  try {
    expect(await who.call('GET', `/projects/${id}`)).toMatchObject({ id, name: 'Kept' })
  } finally {
    await again.stop()
  }
})

test('SIGTERM ends everything within seconds and frees port and state', async () => {
  const held = path.join(folder, 'ended')
  const server = await startServer({ state: held })
  const started = performance.now()
  await server.stop()
  expect(performance.now() - started).toBeLessThan(5_000)
  await expect(fetch(`${server.url}/health`)).rejects.toThrow()
  expect(fs.existsSync(path.join(held, 'lock'))).toBe(false)
})

test('settings come from --var, and the page is served beside the API', async () => {
  const server = await startServer({ state: path.join(folder, 'vars'), vars: { REGISTRATION: 'closed' } })
  try {
    await expect(signUp(server.url, 'Nobody')).rejects.toThrow('registration_closed')
    const page = await fetch(`${server.url}/p/anything`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect((await fetch(`${server.url}/api/v1/nowhere`)).status).toBe(404)
    expect(inject('serverUrl')).not.toBe(server.url)
  } finally {
    await server.stop()
  }
})
