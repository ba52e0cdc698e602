import { abortAllDurableObjects, evictDurableObject, runInDurableObject, SELF } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { BAD_FRAMES_PER_MINUTE } from '#protocol/limits.ts'
import { PROTOCOL_VERSION } from '#protocol/version.ts'
import { personRoom, type PersonDoor, type PersonNews } from '../../src/doors.ts'
import { call, ORIGIN, PASSWORD, person, talker, type Client } from '../../test/client.ts'
import { PersonSocket } from '../../test/person-socket.ts'

let ada: Client
beforeEach(async () => {
  ada = await talker('Ada')
})

const object = (who: Client) => personRoom(env, who.user.id) as DurableObjectStub & PersonDoor
const gone = (project_id = crypto.randomUUID()): PersonNews => ({ type: 'project_deleted', project_id })
const knock = (headers: Record<string, string>, query = '') =>
  SELF.fetch(`${ORIGIN}/ws/me${query}`, { headers: { upgrade: 'websocket', ...headers } })
const say = (thread_id: string, model: string) =>
  ada.post('/chat/complete', { thread_id, message: 'Tell me', provider: 'custom', model })

describe('the door of a person’s own socket (P1)', () => {
  test('lets in by cookie from our own page, by ticket once, by bearer, by an access token that may read', async () => {
    const login = await call('POST', '/auth/login', { email: ada.user.email, password: PASSWORD })
    const cookie = login.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    expect((await knock({ cookie, origin: ORIGIN })).status).toBe(101)
    expect((await knock({ cookie, origin: 'https://other.test' })).status).toBe(403)
    const { ticket } = (await ada.post('/auth/ws-ticket')).body
    expect((await knock({}, `?ticket=${ticket}`)).status).toBe(101)
    expect((await knock({}, `?ticket=${ticket}`)).status).toBe(401)
    expect((await knock({})).status).toBe(401)
    const { token } = (await ada.post('/tokens', { name: 'Reader', scopes: ['read'] })).body
    expect((await knock({ authorization: `Bearer ${token}` })).status).toBe(101)
  })

  test('is no door for an access token of one project, nor for one that may not read, nor for a plain call', async () => {
    const { id: project_id } = await ada.project()
    const one = (await ada.post('/tokens', { name: 'One', scopes: ['read', 'write'], project_id })).body
    expect((await knock({ authorization: `Bearer ${one.token}` })).status).toBe(404)
    const v1 = (await ada.post('/tokens', { name: 'V1', scopes: ['v1'] })).body
    expect((await knock({ authorization: `Bearer ${v1.token}` })).status).toBe(403)
    expect((await SELF.fetch(`${ORIGIN}/ws/me`)).status).toBe(426)
    expect((await knock({ authorization: `Bearer ${ada.access}` }, '?after=-1')).status).toBe(400)
  })
})

describe('the first frame (P2)', () => {
  test('says how everything stands', async () => {
    const { id: project_id } = await ada.project()
    const thread = await ada.thread(project_id)
    const { greeting } = await PersonSocket.open(ada)
    expect(greeting).toMatchObject({ running: [], unread: {}, protocol_version: PROTOCOL_VERSION })
    expect(greeting.replay_from).toBeUndefined()
    const long = say(thread.id, 'flow-0-900-10')
    await (await PersonSocket.open(ada)).frame('thread_changed', (frame) => frame.thread.running)
    expect((await PersonSocket.open(ada)).greeting.running).toEqual([thread.id])
    await ada.delete(`/threads/${thread.id}`)
    await long
    expect((await PersonSocket.open(ada)).greeting.running).toEqual([])
  })

  test('with `after` brings what was missed, as it was, each once', async () => {
    const ben = await person()
    const here = await PersonSocket.open(ben)
    for (let count = 0; count < 5; count++) await object(ben).tell([gone()])
    await expect.poll(() => here.frames.length).toBe(6)
    const after = here.seq - 3
    const back = await PersonSocket.open(ben, after)
    expect(back.greeting).toMatchObject({ seq: here.seq, replay_from: after + 1 })
    await expect.poll(() => back.frames.slice(1)).toEqual(here.frames.slice(-3))
    const nothing = await PersonSocket.open(ben, here.seq)
    expect([nothing.greeting.seq, nothing.greeting.replay_from]).toEqual([here.seq, undefined])
  })

  test('comes alone where the log doesn’t reach back: the lists are asked again, and `seq` never goes back', async () => {
    const ben = await person()
    const here = await PersonSocket.open(ben)
    await object(ben).tell([gone()])
    await expect.poll(() => here.frames.length).toBe(2)
    await abortAllDurableObjects()
    // nobody is here: what happens now is in no log
    await object(ben).tell([gone()])
    const back = await PersonSocket.open(ben, here.seq)
    expect(back.greeting.replay_from).toBeUndefined()
    expect(back.greeting.seq).toBeGreaterThan(here.seq)
    const ahead = await PersonSocket.open(ben, back.seq + 1_000_000)
    expect([ahead.greeting.seq, ahead.greeting.replay_from]).toEqual([back.seq, undefined])
  })

  test('a crash before anything was told is a gap too', async () => {
    const ben = await person()
    const here = await PersonSocket.open(ben)
    await abortAllDurableObjects()
    await object(ben).tell([gone()])
    expect((await PersonSocket.open(ben, here.seq)).greeting.seq).toBeGreaterThan(here.seq)
  })

  test('what is told while D1 is asked follows it', async () => {
    const ben = await person()
    await PersonSocket.open(ben)
    let isOpen = false
    const opening = PersonSocket.open(ben).finally(() => (isOpen = true))
    for (let told = 0; !isOpen && told < 500; told++) {
      await object(ben).tell([gone()])
      // whoever only tells leaves the door no time to open
      await scheduler.wait(1)
    }
    await object(ben).tell([gone()])
    const late = await opening
    const { seq, replay_from = seq + 1 } = late.greeting
    const known = () => late.frames.slice(1).map((frame) => ('seq' in frame ? frame.seq : 0))
    await expect.poll(() => known().at(-1) ?? 0).toBeGreaterThan(seq)
    await scheduler.wait(100)
    expect(known()).toEqual(known().map((_, index) => replay_from + index))
  })

  test('goes on without a gap after a hibernation, and that costs no written row', async () => {
    const ben = await person()
    const here = await PersonSocket.open(ben)
    await object(ben).tell([gone()])
    await expect.poll(() => here.frames.length).toBe(2)
    let written = 0
    for (let time = 1; time <= 3; time++) {
      const before = here.seq
      await evictDurableObject(object(ben))
      await runInDurableObject(object(ben), (_instance, { storage }) => {
        const exec = storage.sql.exec.bind(storage.sql)
        storage.sql.exec = ((query: string, ...values: unknown[]) => {
          const cursor = exec(query, ...values)
          written += cursor.rowsWritten
          return cursor
        }) as typeof exec
      })
      await object(ben).tell([gone()])
      await expect.poll(() => here.seq).toBe(before + 1)
    }
    expect(written).toBe(0)
  })
})

describe('running turns are the thread’s own (P5)', () => {
  test('after a crash of every object they run until they have ended', async () => {
    const { id: project_id } = await ada.project()
    const thread = await ada.thread(project_id)
    const adas = await PersonSocket.open(ada)
    void say(thread.id, 'flow-0-300-10').catch(() => {})
    await adas.frame('thread_changed', (frame) => frame.thread.running)
    await abortAllDurableObjects()
    await adas.open(adas.seq)
    expect(adas.greeting.running).toEqual([thread.id])
    // whoever looks at the thread wakes it, and what nobody runs any more ends
    await ada.get(`/threads/${thread.id}`)
    await adas.frame('thread_changed', (frame) => !frame.thread.running)
    expect((await PersonSocket.open(ada)).greeting.running).toEqual([])
  })
})

describe('whose session has ended (P6)', () => {
  test('is closed at once at a sign-out, a new password, a session or token that is ended; others stay', async () => {
    const here = await PersonSocket.open(ada)
    const second = await signedInAgain()
    const elsewhere = await PersonSocket.open(second)
    await call('POST', '/auth/logout', {}, { authorization: `Bearer ${second.access}` })
    await expect.poll(() => elsewhere.closed).toBe(4401)
    const third = await signedInAgain()
    const again = await PersonSocket.open(third)
    await ada.put('/users/password', { current_password: PASSWORD, new_password: `${PASSWORD}!` })
    await expect.poll(() => again.closed).toBe(4401)
    expect(here.closed).toBeNull()
  })

  test('is found within a minute where nobody said so', async () => {
    const here = await PersonSocket.open(ada)
    await env.DB.prepare('DELETE FROM sessions WHERE user_id = ?').bind(ada.user.id).run()
    await object(ada).tell([gone()])
    await here.frame('project_deleted')
    expect(here.closed).toBeNull()
    await runInDurableObject(object(ada), (_room, state) => {
      for (const socket of state.getWebSockets())
        socket.serializeAttachment({ ...(socket.deserializeAttachment() as object), checked_at: Date.now() - 61_000 })
    })
    await evictDurableObject(object(ada))
    await object(ada).tell([gone()])
    await expect.poll(() => here.closed).toBe(4401)
  })

  async function signedInAgain(): Promise<Client> {
    const answer = await call('POST', '/auth/login', { email: ada.user.email, password: PASSWORD, transport: 'bearer' })
    return Object.assign(Object.create(Object.getPrototypeOf(ada)) as Client, ada, {
      access: answer.body.access_token,
      refresh: answer.body.refresh_token,
    })
  }
})

describe('frames that come up', () => {
  test('a heartbeat is answered by the platform, a longer one by the object (S4)', async () => {
    const here = await PersonSocket.open(ada)
    here.raw('{"type":"heartbeat"}')
    await here.frame('heartbeat_ack')
    here.raw('{"type":"heartbeat","n":1}')
    await expect.poll(() => here.frames.filter(({ type }) => type === 'heartbeat_ack').length).toBe(2)
  })

  test('one that is not right is answered with its error; after too many the socket closes (S5)', async () => {
    const here = await PersonSocket.open(ada)
    here.raw('{"type":"send_message","content":"hi"}')
    expect(await here.frame('error')).toMatchObject({
      error_code: 'invalid_message',
      error: expect.stringMatching('type'),
    })
    for (let count = 0; count <= BAD_FRAMES_PER_MINUTE; count++) here.raw('no')
    await expect.poll(() => here.closed).toBe(4429)
  })
})
