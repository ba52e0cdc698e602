import { CLOSE } from '#protocol/close.ts'
import { HEARTBEAT, HEARTBEAT_ACK } from '#protocol/heartbeat.ts'
import { newId } from '#protocol/ids.ts'
import { roleAtLeast } from '#protocol/person.ts'
import type { ThreadUp } from '#protocol/thread-up.ts'
import { unreachable } from '#protocol/unreachable.ts'
import { stillMember } from '../../src/db/still-member.ts'
import type { Env } from '../../src/env.ts'
import { RoomCalls } from './calls.ts'
import { catchUp } from './door/catch-up.ts'
import { authorOf } from './desk/core.ts'
import { expected, logged } from './desk/errors.ts'
import { checkRole, errorFrame, parseFrame } from './door/inbox.ts'
import { BadFrames } from './door/limits.ts'
import type { Member } from './desk/member.ts'
import type { Attachment } from './desk/sockets.ts'

/** How old a look-up of session and membership may be while a socket is used. */
const RECHECK_MS = 60_000

/**
 * A thread's room: the one writer of everything in it. A socket comes in by `fetch`, its frames by `webSocketMessage`; the
 * Worker's routes come in by the methods below. Each does its work in one synchronous block (parse, check, store, tell).
 */
export class ThreadRoom extends RoomCalls {
  readonly #badFrames = new BadFrames()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(HEARTBEAT, HEARTBEAT_ACK))
    void ctx.blockConcurrencyWhile(async () => {
      await this.core.alarm.load()
      this.turns.recover()
    })
  }

  /** The socket's upgrade. Header `x-edgewise-member`: the JSON of a Member under encodeURIComponent. Query: `after`. */
  override async fetch(request: Request): Promise<Response> {
    if (!this.core.isOpen) return new Response(null, { status: 404 })
    const member = JSON.parse(decodeURIComponent(request.headers.get('x-edgewise-member')!)) as Member
    const after = new URL(request.url).searchParams.get('after')
    const attachment: Attachment = { connection_id: newId(), member, checked_at: Date.now() }
    const { 0: browser, 1: socket } = new WebSocketPair()
    // what was gathered belongs to those who were here: the new socket gets it with what it missed
    this.turns.flush()
    this.core.settle()
    this.core.sockets.accept(socket, attachment)
    this.core.sockets.sendAll(socket, catchUp(this.core, this.turns, attachment, after === null ? null : Number(after)))
    this.core.announcePresence()
    if (roleAtLeast(member.role, 'editor')) this.access.prepare(member.id)
    return new Response(null, { status: 101, webSocket: browser })
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    const attachment = this.core.sockets.get(socket)
    if (!attachment) return socket.close(1011, 'This socket is not known here.')
    const { member } = attachment
    const parsed = parseFrame(data)
    if ('error' in parsed) {
      this.core.sockets.notify(socket, parsed.error)
      if (!this.#badFrames.tooMany(member.id, Date.now())) return
      return this.core.sockets.close(socket, CLOSE.tooManyBadFrames, 'Too many frames that do not parse.')
    }
    try {
      checkRole(member.role, parsed.frame)
      this.#obey(socket, member, parsed.frame)
      this.outbox.schedule()
    } catch (error) {
      const messageId = 'message_id' in parsed.frame ? parsed.frame.message_id : undefined
      this.core.sockets.notify(socket, errorFrame(expected(error), messageId))
    }
    this.#recheck()
  }

  /** Answering the close is ours: a browser would otherwise wait ten seconds and then see 1006. */
  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 mean "no code came" and may not be sent
    this.core.sockets.close(socket, code === 1005 || code === 1006 ? 1000 : code, 'Goodbye.')
    this.core.announcePresence()
  }

  override webSocketError(socket: WebSocket): void {
    this.core.sockets.forget(socket)
    this.core.announcePresence()
  }

  /** The watchdog: looks after turns that nobody runs, after the outbox, and after browsers that stopped answering. */
  override async alarm(): Promise<void> {
    const { alarm, sockets, watchdogMs } = this.core
    alarm.rang()
    if (!this.core.store.row) return
    this.turns.recover()
    sockets.closeSilent(Date.now())
    this.#recheck()
    if (this.core.isOpen) this.summaries.begin(Date.now())
    await this.outbox.send()
    // a turn that waits for somebody's word needs no watchdog
    if (this.core.isOpen && this.turns.busy && !this.turns.paused) alarm.noLaterThan(Date.now() + watchdogMs)
  }

  #obey(socket: WebSocket, member: Member, frame: ThreadUp): void {
    // the thread may have been deleted since the socket came in
    void this.core.row
    switch (frame.type) {
      case 'heartbeat':
        return this.core.sockets.notify(socket, { type: 'heartbeat_ack' })
      case 'send_message':
        return void this.commands.send(member, frame)
      case 'edit_message':
        return void this.commands.edit(member, frame)
      case 'delete_message':
        return this.commands.remove(member, frame.message_id)
      case 'regenerate':
        return this.commands.regenerate(member, frame)
      case 'select_branch':
        return this.commands.selectBranch(frame.message_id)
      case 'stop':
        return this.commands.stop(frame)
      case 'withdraw':
        return this.commands.withdraw(member, frame.message_id)
      case 'budget_answer':
        return this.commands.answerBudget(member, frame)
      case 'typing_indicator': {
        if (frame.is_typing) this.access.prepare(member.id)
        const notice = { type: 'typing_indicator', person: authorOf(member), is_typing: frame.is_typing }
        return this.core.sockets.broadcast(JSON.stringify(notice), socket)
      }
      case 'read':
        return this.commands.read(member, frame.seq)
      default:
        return unreachable(frame)
    }
  }

  /**
   * Sessions and memberships may have ended since the sockets came in: each is looked up again at most once a minute, beside
   * the work. Before anything is told there is a frame or an alarm, so a silent listener is looked up too.
   */
  #recheck(): void {
    const now = Date.now()
    for (const [socket, attachment] of this.core.sockets.entries()) {
      if (now - attachment.checked_at < RECHECK_MS) continue
      this.core.sockets.keep(socket, { ...attachment, checked_at: now })
      this.ctx.waitUntil(this.#recheckOne(socket, attachment.member).catch(logged))
    }
  }

  async #recheckOne(socket: WebSocket, member: Member): Promise<void> {
    const thread_id = this.core.store.row!.thread.id
    const role = await stillMember(this.env.DB, { user_id: member.id, session_id: member.session_id, thread_id })
    if (role === null) this.core.sockets.close(socket, CLOSE.accessChanged, 'Sign in again.')
    else if (role !== member.role) this.core.sockets.changeRole(member.id, role)
  }
}
