import type {} from '../../e2e/provider/global-setup.ts'
import { env } from 'cloudflare:workers'
import { inject } from 'vitest'
import type { StepsKey } from '../../e2e/provider/steps/steps-keys.ts'
import { applyFrame } from '../../web/src/sync/reducer.ts'
import { createThreadState, type ThreadState } from '../../web/src/sync/state.ts'
import { newId } from '#protocol/ids.ts'
import type { Role } from '#protocol/person.ts'
import type { Down, ThreadDown } from '#protocol/thread-down.ts'
import type { ThreadUp } from '#protocol/thread-up.ts'
import { sealKey } from '../src/models/key-secret.ts'
import { threadRoom, type Member, type ThreadDoor } from '../src/doors.ts'
import { unwrap } from '../src/lib/error.ts'

/** A project with its owner and a key of the loopback model server, as rows of D1. */
export interface Place {
  project_id: string
  owner: Member
}

export async function makePlace(): Promise<Place> {
  const project_id = newId()
  const now = new Date().toISOString()
  await env.DB.prepare(
    `INSERT INTO projects (id, name, description, instructions, color, archived, created_at, updated_at) VALUES (?, 'Tests', '', '', '#0B6670', 0, ?2, ?2)`,
  )
    .bind(project_id, now)
    .run()
  const owner = await makeMember(project_id, 'owner')
  await addKey(owner.id, inject('providerUrl'))
  return { project_id, owner }
}

export async function makeMember(project_id: string, role: Role): Promise<Member> {
  const id = newId()
  const session_id = newId()
  const now = new Date().toISOString()
  const later = new Date(Date.now() + 3_600_000).toISOString()
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO users (id, username, email, password_hash, is_admin, created_at) VALUES (?1, ?1, ?1, '', 0, ?2)`,
    ).bind(id, now),
    env.DB.prepare(
      `INSERT INTO sessions (id, user_id, generation, rotated_at, created_at, last_used_at, expires_at, address, user_agent) VALUES (?, ?, 1, ?3, ?3, ?3, ?4, '', '')`,
    ).bind(session_id, id, now, later),
    env.DB.prepare('INSERT INTO members (project_id, user_id, role, added_at) VALUES (?, ?, ?, ?)').bind(
      project_id,
      id,
      role,
      now,
    ),
  ])
  return { id, name: `${role} ${id.slice(-4)}`, role, session_id, is_admin: false }
}

type NewKey = Omit<StepsKey, 'wire'> & { name: string; is_default?: boolean }

/** Answers the key's id. */
export function addKey(user_id: string, base_url: string): Promise<string> {
  return addKeyOf(user_id, {
    name: 'tests',
    provider: 'custom',
    key: 'sk-test-key-of-the-tests',
    base_url,
    is_default: true,
  })
}

export async function addKeyOf(user_id: string, given: NewKey): Promise<string> {
  const { name, provider, key, base_url, api = 'chat', region = null, is_default = false } = given
  const id = newId()
  const { sealed, sealed_version } = await sealKey(env, { id, user_id }, key)
  const now = new Date().toISOString()
  await env.DB.prepare(
    `INSERT INTO keys (id, user_id, provider, key_name, last_four, base_url, api, region, is_active, is_default, sealed, sealed_version, created_at)
     VALUES (?, ?, ?, ?, 'ests', ?, ?, ?, 1, ?, ?, ?, ?)`,
  )
    .bind(id, user_id, provider, name, base_url, api, region, Number(is_default), sealed, sealed_version, now)
    .run()
  return id
}

export type Stub = DurableObjectStub & ThreadDoor

export async function makeThread(
  place: Place,
  title: string | null = 'A thread',
): Promise<{ id: string; room: () => Stub }> {
  const id = newId()
  // a stub is dead after its object was aborted: a new one for each use
  const room = () => threadRoom(env, id) as Stub
  unwrap(await room().start({ id, project_id: place.project_id, title, provider: 'custom', model: 'flow-0-5-0' }))
  return { id, room }
}

/** A browser: one socket, every frame it got, and what its page would show. */
export class Browser {
  readonly member: Member
  readonly #room: () => Stub
  readonly frames: ThreadDown[] = []
  state: ThreadState = createThreadState()
  closed: { code: number; reason: string } | null = null
  gaps = 0
  #socket: WebSocket | null = null
  #wake = () => {}

  constructor(room: () => Stub, member: Member) {
    this.#room = room
    this.member = member
  }

  /** Opens the socket; `after` is what the page saw last unless told otherwise. */
  async open(after: number | null = this.state.seq === 0 ? null : this.state.seq): Promise<this> {
    const url = `https://room/socket${after === null ? '' : `?after=${after}`}`
    const headers = { upgrade: 'websocket', 'x-edgewise-member': encodeURIComponent(JSON.stringify(this.member)) }
    const response = await this.#room().fetch(url, { headers })
    const socket = response.webSocket
    if (!socket) throw new Error(`refused with ${response.status}`)
    this.closed = null
    this.#socket = socket
    socket.addEventListener(
      'message',
      (event) => socket === this.#socket && this.#take(JSON.parse(event.data as string) as ThreadDown),
    )
    socket.addEventListener('close', (event) => {
      if (socket !== this.#socket) return
      this.closed = { code: event.code, reason: event.reason }
      this.#wake()
    })
    const known = this.frames.length
    socket.accept()
    await this.until(() => this.frames.slice(known).some((frame) => frame.type === 'connection_established'))
    return this
  }

  /** Drops the line without a word, as a lost network does: what still comes is not seen. */
  cut(): void {
    const socket = this.#socket
    this.#socket = null
    try {
      socket?.close(1000)
    } catch {
      // gone already
    }
  }

  send(frame: ThreadUp): void {
    this.raw(JSON.stringify(frame))
  }

  raw(text: string | ArrayBuffer): void {
    this.#socket?.send(text)
  }

  /** Sends a message for a model of the loopback server and answers its id. */
  say(content: string, model: string, more: Partial<Extract<ThreadUp, { type: 'send_message' }>> = {}): string {
    const message_id = newId()
    this.send({ type: 'send_message', message_id, content, provider: 'custom', model, ...more })
    return message_id
  }

  /** Waits until what this browser knows is as wanted; throws after 10 s with the newest frames. */
  async until(wanted: () => boolean, ms = 10_000): Promise<void> {
    const deadline = Date.now() + ms
    while (!wanted()) {
      const left = deadline - Date.now()
      if (left <= 0) throw new Error(`waited in vain; newest frames: ${JSON.stringify(this.frames.slice(-5))}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  /** Waits for a frame of this type that `fits`, among all that came or come. */
  async frame<Type extends ThreadDown['type']>(
    type: Type,
    fits: (frame: Down<Type>) => boolean = () => true,
  ): Promise<Down<Type>> {
    const found = () =>
      this.frames.find((frame): frame is Down<Type> => frame.type === type && fits(frame as Down<Type>))
    await this.until(() => found() !== undefined)
    return found()!
  }

  /** Waits until at least `count` messages are shown and nothing runs or waits, and answers what is shown. */
  async settled(count: number): Promise<ReturnType<Browser['shown']>> {
    const isQuiet = () => this.state.running === null && this.state.queue.length === 0
    const isDone = () => this.shown().every(({ status }) => status !== 'streaming' && status !== 'queued')
    await this.until(() => this.state.list.length >= count && isQuiet() && isDone())
    return this.shown()
  }

  shown(): { id: string; role: string; content: string; status: string }[] {
    return this.state.list.map((id) => {
      const { role, content, status } = this.state.byId[id]!
      return { id, role, content, status }
    })
  }

  #take(frame: ThreadDown): void {
    this.frames.push(frame)
    if (applyFrame(this.state, frame) === 'gap') this.gaps++
    this.#wake()
  }
}

interface Recorded {
  body: { model: string; messages: { role: string; content: string }[]; temperature?: number }
  ended: string | null
  usage: { total_tokens: number } | null
  tokens_sent: number
}

/** The provider's own record of requests whose last message is `content`. */
export async function recorded(content: string): Promise<Recorded[]> {
  const url = new URL('/__requests', inject('providerUrl'))
  const { requests } = await (await fetch(url)).json<{ requests: Recorded[] }>()
  return requests.filter((request) => request.body.messages?.at(-1)?.content === content)
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
