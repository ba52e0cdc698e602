import type {} from '../../e2e/provider/global-setup.ts'
import { SELF } from 'cloudflare:test'
import { inject } from 'vitest'
import type { ErrorBody } from '#protocol/error.ts'
import { newId } from '#protocol/ids.ts'
import type { SignedIn, User } from '#protocol/rest/auth.ts'
import type { Project } from '#protocol/rest/projects.ts'
import type { Thread } from '#protocol/thread.ts'

export const ORIGIN = 'https://edgewise.test'
export const PASSWORD = 'correct horse battery staple'

export interface Answer<Body> {
  status: number
  headers: Headers
  body: Body
}
// Tests look into answers of every shape; what they expect is in the test.
type Anything = any

/** Somebody who calls the API with a bearer token. */
export class Client {
  readonly user: User
  readonly access: string
  readonly refresh: string

  constructor(signedIn: SignedIn) {
    this.user = signedIn.user
    this.access = signedIn.access_token!
    this.refresh = signedIn.refresh_token!
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Anything>> {
    return call(method, path, body, { authorization: `Bearer ${this.access}`, ...headers })
  }
  get = (path: string) => this.call('GET', path)
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) => this.call('POST', path, body, headers)
  put = (path: string, body: unknown) => this.call('PUT', path, body)
  patch = (path: string, body: unknown) => this.call('PATCH', path, body)
  delete = (path: string, body?: unknown) => this.call('DELETE', path, body)

  /** A socket to a thread's room. */
  async socket(thread_id: string): Promise<WebSocket> {
    const headers = { upgrade: 'websocket', authorization: `Bearer ${this.access}` }
    const socket = (await SELF.fetch(`${ORIGIN}/ws/chat/${thread_id}`, { headers })).webSocket!
    socket.accept()
    return socket
  }

  async project(name = 'A project'): Promise<Project> {
    return (await this.post('/projects', { name })).body
  }

  async thread(project_id: string, title = 'A thread'): Promise<Thread & { websocket_url: string }> {
    return (await this.post('/threads', { project_id, title })).body
  }
}

/** One call under /api/v1. A string is sent as it is, anything else as JSON. */
export async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Anything>> {
  const url = path.startsWith('/health') || path.startsWith('/ws') ? `${ORIGIN}${path}` : `${ORIGIN}/api/v1${path}`
  const init: RequestInit = { method, headers, redirect: 'manual' }
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json', ...headers }
    init.body = typeof body === 'string' ? body : JSON.stringify(body)
  }
  const response = await SELF.fetch(url, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: parse(text) }
}

/** A new account, signed in by bearer. */
export async function person(name = 'Ada'): Promise<Client> {
  const email = `${newId()}@example.org`
  const account = { username: name, email, password: PASSWORD, transport: 'bearer' }
  return new Client((await call('POST', '/auth/register', account)).body)
}

export function codeOf(answer: Answer<Anything>): string {
  return `${answer.status} ${(answer.body as ErrorBody).error?.code ?? 'no error'}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Waits until `look` answers something, at most 5 s. */
export async function eventually<Value>(look: () => Promise<Value | null | undefined | false>): Promise<Value> {
  for (const deadline = Date.now() + 5000; ; await scheduler.wait(50)) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error('waited in vain')
  }
}

/** A new account with a key of the loopback model server, whose models do what their names say. */
export async function talker(name?: string): Promise<Client> {
  const who = await person(name)
  const key = { provider: 'custom', key_name: 'loopback', key: 'sk-test-loopback-key', base_url: inject('providerUrl') }
  await who.post('/keys', key)
  return who
}
