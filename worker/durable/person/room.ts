import { DurableObject } from 'cloudflare:workers'
import { CLOSE } from '#protocol/close.ts'
import { HEARTBEAT, HEARTBEAT_ACK } from '#protocol/heartbeat.ts'
import type { PersonEvent, PersonNotice } from '#protocol/person-down.ts'
import { personUp, type PersonUp } from '#protocol/person-up.ts'
import { standingOf } from '../../src/db/standing.ts'
import { stillSignedIn } from '../../src/db/still-signed-in.ts'
import type { PersonCalls, PersonNews, Identity } from '../../src/doors.ts'
import type { Env } from '../../src/env.ts'
import { arrival } from '../shared/arrival.ts'
import { logged } from '../shared/errors.ts'
import { Events } from '../shared/events.ts'
import { Inbox } from '../shared/inbox.ts'
import { Sockets } from '../shared/sockets.ts'
import { greet } from './greet.ts'
import { PersonStore } from './store.ts'

/** Beside who they are, a socket keeps the newest seq it was told: it outlives a hibernation and costs no written row. */
interface Here extends Identity {
  seq: number
}

/**
 * A person's own object: every browser of theirs has a socket here and hears how their lists change. It decides nothing: the
 * threads' rooms and the Worker's routes tell it what D1 has taken (P3).
 */
export class PersonRoom extends DurableObject<Env> implements PersonCalls {
  readonly #store: PersonStore
  readonly #sockets: Sockets<Here, PersonNotice>
  readonly #events: Events<PersonEvent, PersonNotice>
  readonly #inbox: Inbox<Here, PersonUp>
  /** False until somebody has come in since this memory began: until then nobody can miss anything. */
  #isHeard: boolean

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(HEARTBEAT, HEARTBEAT_ACK))
    this.#store = new PersonStore(ctx.storage)
    this.#sockets = new Sockets(ctx)
    const here = this.#sockets.everyone()
    this.#isHeard = here.length > 0
    this.#events = new Events({
      seq: this.#isHeard ? Math.max(...here.map(({ seq }) => seq)) : this.#store.row.seq,
      reserved: this.#store.row.seq,
      broadcast: (text) => this.#sockets.broadcast(text),
      streams: () => true,
      write: (reserved) => this.#store.write(reserved),
    })
    this.#inbox = new Inbox({
      sockets: this.#sockets,
      schema: personUp,
      obey: (socket) => this.#sockets.notify(socket, { type: 'heartbeat_ack' }),
    })
  }

  override async fetch(request: Request): Promise<Response> {
    const { attachment, after } = arrival<Identity>(request)
    if (!this.#isHeard) this.#events.commit()
    this.#isHeard = true
    const since = this.#events.seq
    const standing = await standingOf(this.env.DB, attachment.who.id)
    const { 0: browser, 1: socket } = new WebSocketPair()
    const { seq } = this.#events
    this.#sockets.accept(socket, { ...attachment, who: { ...attachment.who, seq } })
    this.#sockets.sendAll(socket, greet(this.#events, standing, after, since))
    return new Response(null, { status: 101, webSocket: browser })
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    this.#inbox.take(socket, data)
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#sockets.answerClose(socket, code)
  }

  override webSocketError(socket: WebSocket): void {
    this.#sockets.forget(socket)
  }

  async tell(news: PersonNews[]): Promise<void> {
    if (!this.#isHeard) return
    const now = Date.now()
    this.#sockets.closeSilent(now)
    this.#recheck(this.#sockets.dueForCheck(now))
    for (const one of news) this.#events.emit(one)
    this.#events.release()
    for (const [socket, attachment] of this.#sockets.entries())
      this.#sockets.keep(socket, { ...attachment, who: { ...attachment.who, seq: this.#events.seq } })
  }

  async sessionsEnded(): Promise<void> {
    this.#recheck(this.#sockets.entries().map(([socket, { who }]) => [socket, who]))
  }

  async destroy(): Promise<void> {
    this.#sockets.closeAll(CLOSE.doNotReconnect, 'This account is gone.')
    this.#isHeard = false
    await this.ctx.storage.deleteAll()
  }

  #recheck(due: [WebSocket, Here][]): void {
    for (const [socket, { id, session_id }] of due) {
      const looked = stillSignedIn(this.env.DB, id, session_id).then((isIn) => {
        if (!isIn) this.#sockets.close(socket, CLOSE.accessChanged, 'Sign in again.')
      })
      this.ctx.waitUntil(looked.catch(logged))
    }
  }
}
