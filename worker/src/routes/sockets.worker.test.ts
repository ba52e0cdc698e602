import { SELF } from 'cloudflare:test'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { call, ORIGIN, PASSWORD, person, type Client } from '../../test/client.ts'

type Frame = { type: string; [field: string]: unknown }

let ada: Client
let threadId: string
let projectId: string
let cookie: string

beforeAll(async () => {
  ada = await person()
  projectId = (await ada.project()).id
  threadId = (await ada.thread(projectId)).id
  const signedIn = await call('POST', '/auth/login', { email: ada.user.email, password: PASSWORD })
  cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
})

const knock = (path: string, headers: Record<string, string> = {}) =>
  SELF.fetch(`${ORIGIN}${path}`, { headers: { upgrade: 'websocket', ...headers } })
const bearer = (who: Client) => ({ authorization: `Bearer ${who.access}` })
const refused = async (path: string, headers?: Record<string, string>) => {
  const answer = await knock(path, headers)
  const { error } = (await answer.json()) as { error: { code: string } }
  return `${answer.status} ${error.code}`
}

/** The first frame of a socket that was let in. */
async function greeted(path: string, headers?: Record<string, string>): Promise<Frame> {
  const answer = await knock(path, headers)
  expect(answer.status).toBe(101)
  const socket = answer.webSocket!
  const first = new Promise<Frame>((resolve) =>
    socket.addEventListener('message', (event) => resolve(JSON.parse(event.data as string) as Frame), { once: true }),
  )
  socket.accept()
  const frame = await first
  socket.close(1000)
  return frame
}

describe('let in (S1)', () => {
  test('with a bearer token', async () => {
    const frame = await greeted(`/ws/chat/${threadId}`, bearer(ada))
    expect(frame).toMatchObject({ type: 'connection_established', thread_id: threadId })
    expect(frame.people).toMatchObject([{ id: ada.user.id, role: 'owner' }])
  })

  test('with cookies, from our own page', async () => {
    expect(await greeted(`/ws/chat/${threadId}`, { cookie, origin: ORIGIN })).toMatchObject({ thread_id: threadId })
  })

  test('with a ticket, once, from any page', async () => {
    const { ticket } = (await ada.post('/auth/ws-ticket')).body
    const frame = await greeted(`/ws/chat/${threadId}?ticket=${ticket}`, { origin: 'https://other.test' })
    expect(frame).toMatchObject({ thread_id: threadId })
    expect(await refused(`/ws/chat/${threadId}?ticket=${ticket}`)).toBe('401 unauthorized')
  })

  test('an id in capitals is the same thread', async () => {
    expect(await greeted(`/ws/chat/${threadId.toUpperCase()}`, bearer(ada))).toMatchObject({ thread_id: threadId })
  })

  test('who it is comes from the session, whatever the client claims', async () => {
    const claim = encodeURIComponent(JSON.stringify({ id: newId(), name: 'Root', role: 'owner', session_id: newId() }))
    const frame = await greeted(`/ws/chat/${threadId}`, { ...bearer(ada), 'x-edgewise-member': claim })
    expect(frame.people).toMatchObject([{ id: ada.user.id, name: 'Ada' }])
  })

  test('by project: its newest thread, made if there is none', async () => {
    expect(await greeted(`/api/v1/chat/stream/${projectId}`, bearer(ada))).toMatchObject({ thread_id: threadId })
    const empty = await ada.project()
    const { thread_id } = await greeted(`/api/v1/chat/stream/${empty.id}`, bearer(ada))
    expect((await ada.get(`/threads?project_id=${empty.id}`)).body.threads).toMatchObject([{ id: thread_id }])
  })
})

describe('refused, by status (S1)', () => {
  test('nobody, a forged token, an old ticket', async () => {
    expect(await refused(`/ws/chat/${threadId}`)).toBe('401 unauthorized')
    expect(await refused(`/ws/chat/${threadId}`, { authorization: 'Bearer x' })).toBe('401 unauthorized')
    expect(await refused(`/ws/chat/${threadId}?ticket=x`, bearer(ada))).toBe('401 unauthorized')
    const { ticket } = (await ada.post('/auth/ws-ticket')).body
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    const late = await refused(`/ws/chat/${threadId}?ticket=${ticket}`)
    vi.useRealTimers()
    expect(late).toBe('401 unauthorized')
  })

  test('a page that isn’t ours, with our cookies', async () => {
    const pages: Record<string, string>[] = [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: 'http://edgewise.test' },
      {},
    ]
    for (const page of pages) {
      expect(await refused(`/ws/chat/${threadId}`, { cookie, ...page })).toBe('403 csrf_refused')
    }
  })

  test('a stranger, a thread that isn’t there, one that was deleted', async () => {
    const eve = await person('Eve')
    expect(await refused(`/ws/chat/${threadId}`, bearer(eve))).toBe('404 thread_not_found')
    expect(await refused(`/api/v1/chat/stream/${projectId}`, bearer(eve))).toBe('404 not_found')
    expect(await refused(`/ws/chat/${newId()}`, bearer(ada))).toBe('404 thread_not_found')
    expect(await refused('/ws/chat/nonsense', bearer(ada))).toBe('404 thread_not_found')
    const gone = await ada.thread(projectId)
    await ada.delete(`/threads/${gone.id}`)
    expect(await refused(`/ws/chat/${gone.id}`, bearer(ada))).toBe('404 thread_not_found')
  })

  test('no upgrade, and an `after` that is no number', async () => {
    const plain = await SELF.fetch(`${ORIGIN}/ws/chat/${threadId}`, { headers: bearer(ada) })
    expect(plain.status).toBe(426)
    expect(await plain.json()).toMatchObject({ error: { code: 'upgrade_required' } })
    for (const after of ['x', '-1', '1.5', '', '1e3', '9'.repeat(30)]) {
      expect(await refused(`/ws/chat/${threadId}?after=${after}`, bearer(ada))).toBe('400 invalid_request')
    }
  })
})

test('a member who is removed loses the socket at once; one who becomes a viewer can’t write', async () => {
  const bob = await person('Bob')
  const invite = (role: string) => ada.post(`/projects/${projectId}/members`, { email: bob.user.email, role })
  await invite('editor')
  const socket = (await knock(`/ws/chat/${threadId}`, bearer(bob))).webSocket!
  const frames: Frame[] = []
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', (event) => resolve(event.code)))
  socket.addEventListener('message', (event) => void frames.push(JSON.parse(event.data as string) as Frame))
  socket.accept()
  await invite('viewer')
  socket.send(JSON.stringify({ type: 'send_message', message_id: newId(), content: 'Hi' }))
  await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ type: 'error', error_code: 'forbidden' }))
  await ada.delete(`/projects/${projectId}/members/${bob.user.id}`)
  expect(await closed).toBeGreaterThanOrEqual(4400)
})
