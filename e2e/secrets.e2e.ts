import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { WebSocket } from 'ws'
import { ThreadClient } from './client.ts'
import { PASSWORD, signUp } from './harness/api.ts'
import { startServer, type Server } from './harness/start-server.ts'

const KEY = 'sk-0a1b2c3d4e5f-the-key-that-nobody-may-see'
let server: Server
beforeAll(async () => {
  server = await startServer()
}, 180_000)
afterAll(() => server.stop())

function filesUnder(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))
}

test('a key and a password are in no answer, no log and no file of the state folder', async () => {
  const api = await signUp(server.url)
  const answers: string[] = []
  const note = async (method: string, route: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' }
    const response = await fetch(`${server.url}/api/v1${route}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    answers.push(`${[...response.headers].join()} ${text}`)
    return JSON.parse(text || 'null') as { id: string }
  }
  const key = await note('POST', '/keys', {
    provider: 'custom',
    key_name: 'secret',
    key: KEY,
    base_url: inject('providerUrl'),
  })
  await note('PUT', `/keys/${key.id}`, { key_name: 'secret still', key: KEY })
  await note('POST', '/keys', { provider: 'custom', key_name: 'wrong', key: KEY, base_url: 'ftp://nowhere' })
  await note('POST', `/keys/${key.id}/test`)
  await note('GET', '/keys')
  await note('GET', '/providers/custom/models?refresh=1')
  await note('PUT', '/users/password', { current_password: PASSWORD, new_password: 'short' })
  await note('POST', '/auth/login', { email: api.email, password: `${PASSWORD}?` })
  const project = await api.project()
  const thread = await api.thread(project.id)
  const client = new ThreadClient(api, thread.id)
  await client.connect()
  // the provider of this model repeats the key it was given in its refusal
  for (const model of ['leak', 'flow-0-5-0'])
    await note('POST', '/chat/complete', { message: 'hi', thread_id: thread.id, provider: 'custom', model })
  await note('GET', `/threads/${thread.id}/messages`)
  const frames = JSON.stringify([...client.messages.values()])
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  for (const secret of [KEY, PASSWORD]) {
    expect(answers.filter((answer) => answer.includes(secret))).toEqual([])
    expect(frames).not.toContain(secret)
    expect(server.log()).not.toContain(secret)
    const found = filesUnder(server.state).filter((file) => fs.readFileSync(file).includes(secret))
    expect(found).toEqual([])
  }
  expect(filesUnder(server.state).length).toBeGreaterThan(3)
})

test('the secrets that npm start makes are readable by their owner alone', () => {
  const secrets = filesUnder(server.state).filter((file) => /secret|jwt|key/i.test(path.basename(file)))
  expect(secrets.length).toBeGreaterThan(0)
  for (const file of secrets) expect((fs.statSync(file).mode & 0o077).toString(8)).toBe('0')
})

test('a second user gets 404 for the socket of a thread that isn’t theirs, and for its project’s', async () => {
  const [owner, stranger] = [await signUp(server.url, 'Owner'), await signUp(server.url, 'Stranger')]
  const project = await owner.project()
  const thread = await owner.thread(project.id)
  const refused = (route: string, token?: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = token ? { authorization: `Bearer ${token}` } : {}
      const socket = new WebSocket(server.url.replace('http', 'ws') + route, { headers })
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!))
      socket.on('open', () => reject(new Error(`${route} was opened`)))
      socket.on('error', () => {})
    })
  for (const route of [`/ws/chat/${thread.id}`, `/api/v1/chat/stream/${project.id}`, `/ws/chat/${randomUUID()}`]) {
    expect([route, await refused(route, stranger.token)]).toEqual([route, 404])
    expect([route, await refused(route)]).toEqual([route, 401])
  }
})
