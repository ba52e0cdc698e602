import { uuid } from '../lib/uuid.ts'
import { ApiError, errorOf, noAnswer } from './error.ts'
import { forgetRefresh, refreshOnce } from './refresh.ts'

export { ApiError } from './error.ts'

type Query = Record<string, string | number | boolean | null | undefined>
export interface RequestOptions {
  query?: Query
  signal?: AbortSignal
  /** Something else than JSON is answered as text. */
  accept?: string
}

/** Asked when the session has ended: resolves to true once the person has signed in again. */
type SignInAgain = () => Promise<boolean>
let signInAgain: SignInAgain = () => Promise.resolve(false)

/** Without it (before the first sign-in) a 401 is an error like any other. */
export function onSessionEnd(ask: SignInAgain): void {
  signInAgain = ask
}

function address(path: string, query: Query = {}): string {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString()
  return `/api/v1${path}${text && `?${text}`}`
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw noAnswer()
  }
}

/** Whether a request that met 401 may be sent again. It waits for as long as the person takes to sign in. */
async function mayTryAgain(since: number): Promise<boolean> {
  const outcome = await refreshOnce(since)
  if (outcome === 'no-answer') throw noAnswer()
  if (outcome === 'refreshed') return true
  const again = await signInAgain()
  if (again) forgetRefresh()
  return again
}

async function request<T>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: options.accept ?? 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method === 'POST') headers['idempotency-key'] = uuid()
  const init: RequestInit = { method, headers, signal: options.signal }
  if (body !== undefined) init.body = JSON.stringify(body)

  const url = address(path, options.query)
  for (let tries = 1; ; tries++) {
    const since = Date.now()
    const response = await send(url, init)
    if (response.status === 204) return undefined as T
    if (response.ok) return (await (options.accept ? response.text() : response.json())) as T
    const error = await errorOf(response)
    if (error.status !== 401 || error.code !== 'unauthorized' || path.startsWith('/auth/')) throw error
    // A browser that keeps no cookies would be asked for ever.
    if (tries > 2 || !(await mayTryAgain(since))) throw error
  }
}

/** The page's only way to the server's REST. Failures are `ApiError`; a session that ended is renewed on the way. */
export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>('GET', path, undefined, options),
  text: (path: string, options: RequestOptions & { accept: string }) =>
    request<string>('GET', path, undefined, options),
  post: <T>(path: string, body: unknown = {}, options?: RequestOptions) => request<T>('POST', path, body, options),
  put: <T>(path: string, body: unknown, options?: RequestOptions) => request<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options?: RequestOptions) => request<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('DELETE', path, body, options),
}

/** Every page of a list that is never long (keys, members, sessions). */
export async function allOf<Item>(path: string, query: Query = {}): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | null | undefined
  do {
    const page = await api.get<{ items: Item[]; next_cursor: string | null }>(path, { query: { ...query, cursor } })
    items.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return items
}

/** Whether an error says that what was asked for isn't there, or isn't ours. */
export const isMissing = (error: unknown) => error instanceof ApiError && error.status === 404
