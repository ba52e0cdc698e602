import type { SignedIn, User } from '#protocol/rest/auth.ts'
import type { Key } from '#protocol/rest/keys.ts'
import type { MessageList } from '#protocol/rest/threads.ts'
import type { UsageRow } from '#protocol/rest/usage.ts'
import type { Thread } from '#protocol/thread.ts'

export const PASSWORD = 'correct horse battery staple'

let made = 0

/** Somebody who calls the API from outside, as any program would. */
export class Api {
  readonly url: string
  readonly user: User
  readonly email: string
  token: string

  constructor(url: string, signedIn: SignedIn, email: string) {
    this.url = url
    this.user = signedIn.user
    this.token = signedIn.access_token!
    this.email = email
  }

  /** Throws with the answer's words where the status isn't 2xx. */
  async call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(30_000) }
    if (body !== undefined) init.body = JSON.stringify(body)
    const response = await fetch(`${this.url}/api/v1${path}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return (text ? JSON.parse(text) : undefined) as Body
  }

  /** An access token lasts 15 minutes, a run of chaos longer. */
  async signInAgain(): Promise<void> {
    this.token = (await login(this.url, this.email)).access_token!
  }

  customKey(base_url: string, key = 'sk-of-the-tests'): Promise<Key> {
    return this.call('POST', '/keys', { provider: 'custom', key_name: `key ${++made}`, key, base_url })
  }

  async project(name = 'Tests'): Promise<{ id: string }> {
    return this.call('POST', '/projects', { name, default_provider: 'custom' })
  }

  thread(project_id: string, title = 'Test'): Promise<Thread> {
    return this.call('POST', '/threads', { project_id, title })
  }

  messages(thread_id: string): Promise<MessageList> {
    return this.call('GET', `/threads/${thread_id}/messages?limit=200`)
  }

  async usage(group_by: 'thread' | 'model' = 'thread'): Promise<UsageRow[]> {
    return (await this.call<{ items: UsageRow[] }>('GET', `/users/usage?group_by=${group_by}`)).items
  }
}

/** A new account, signed in by bearer. */
export async function signUp(url: string, username = 'Ada'): Promise<Api> {
  const email = `${username.toLowerCase().replace(/\W/g, '')}-${Date.now()}-${++made}@example.org`
  const account = { username, email, password: PASSWORD, transport: 'bearer' }
  return new Api(url, await post(url, '/auth/register', account), email)
}

/** Somebody who has an account, signed in by bearer. */
export async function signIn(url: string, email: string): Promise<Api> {
  return new Api(url, await login(url, email), email)
}

function login(url: string, email: string): Promise<SignedIn> {
  return post(url, '/auth/login', { email, password: PASSWORD, transport: 'bearer' })
}

async function post(url: string, path: string, body: unknown): Promise<SignedIn> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`${url}/api/v1${path}`, init)
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as SignedIn
}
