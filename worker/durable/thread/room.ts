import { DurableObject } from 'cloudflare:workers'
import type { Edit, MessageList, MessagesQuery } from '../../protocol/rest/threads.ts'
import type { ChatAnswer } from '../../protocol/rest/chat.ts'
import { newId } from '../../protocol/ids.ts'
import type { Message } from '../../protocol/message.ts'
import type { Author, Role } from '../../protocol/person.ts'
import { CLOSE } from '../../protocol/thread-down.ts'
import { HEARTBEAT, HEARTBEAT_ACK, type ThreadUp, type Up } from '../../protocol/thread-up.ts'
import type { Context, Thread } from '../../protocol/thread.ts'
import { unreachable } from '../../protocol/unreachable.ts'
import { stillMember } from '../../src/db/still-member.ts'
import type { Env } from '../../src/env.ts'
import { AppError, failure, type Result } from '../../src/lib/error.ts'
import { log } from '../../src/lib/log.ts'
import { AccessCache } from './access.ts'
import { catchUp } from './catch-up.ts'
import { Commands } from './commands.ts'
import { contextOf } from './context.ts'
import { authorOf, RoomCore } from './core.ts'
import { endOfTurn, followTurn } from './follow.ts'
import { checkRole, errorFrame, parseFrame } from './inbox.ts'
import { BadFrames } from './limits.ts'
import { OutboxSender } from './outbox.ts'
import { messagePage } from './pages.ts'
import { newRoom, type ThreadSeed } from './seed.ts'
import type { Attachment } from './sockets.ts'
import { makeTitle } from './titles.ts'
import { Turns } from './turns.ts'

export type { ThreadSeed } from './seed.ts'

/** Who acts in a room. Routes have checked session and membership; the room checks the role for what is asked. */
export interface Member extends Author {
  role: Role
  session_id: string
}

export type ThreadPatch = Partial<Pick<Thread, 'title' | 'summary' | 'provider' | 'model' | 'archived'>>

/** How old a look-up of session and membership may be while a socket is used. */
const RECHECK_MS = 60_000

/**
 * A thread's room: the one writer of everything in it. A socket comes in by `fetch`, its frames by `webSocketMessage`; the
 * Worker's routes come in by the methods below. Each does its work in one synchronous block (parse, check, store, tell).
 */
export class ThreadRoom extends DurableObject<Env> {
  readonly #core: RoomCore
  readonly #turns: Turns
  readonly #commands: Commands
  readonly #outbox: OutboxSender
  readonly #badFrames = new BadFrames()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#core = new RoomCore(ctx, env)
    const access = new AccessCache(this.#core)
    this.#outbox = new OutboxSender(this.#core)
    this.#turns = new Turns(this.#core, access, {
      ended: (turn, outcome, model) => {
        this.#outbox.schedule()
        const wantsTitle =
          outcome === 'complete' && model?.make_titles && this.#core.row.thread.title_source === 'provisional'
        if (wantsTitle)
          ctx.waitUntil(
            makeTitle(this.#core, access, turn, model)
              .catch(logged)
              .finally(() => this.#outbox.schedule()),
          )
      },
    })
    this.#commands = new Commands(this.#core, this.#turns)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(HEARTBEAT, HEARTBEAT_ACK))
    void ctx.blockConcurrencyWhile(async () => {
      await this.#core.alarm.load()
      this.#turns.recover()
    })
  }

  // Sockets

  /** The socket's upgrade. Header `x-edgewise-member`: the JSON of a Member under encodeURIComponent. Query: `after`. */
  override async fetch(request: Request): Promise<Response> {
    if (!this.#core.isOpen) return new Response(null, { status: 404 })
    const member = JSON.parse(decodeURIComponent(request.headers.get('x-edgewise-member')!)) as Member
    const after = new URL(request.url).searchParams.get('after')
    const attachment: Attachment = { connection_id: newId(), member, checked_at: Date.now() }
    const { 0: browser, 1: socket } = new WebSocketPair()
    // what was gathered belongs to those who were here: the new socket gets it with what it missed
    this.#turns.flush()
    this.#core.settle()
    this.#core.sockets.accept(socket, attachment)
    this.#core.sockets.sendAll(
      socket,
      catchUp(this.#core, this.#turns, attachment, after === null ? null : Number(after)),
    )
    this.#core.announcePresence()
    return new Response(null, { status: 101, webSocket: browser })
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    const attachment = this.#core.sockets.get(socket)
    if (!attachment) return socket.close(1011, 'This socket is not known here.')
    const { member } = attachment
    const parsed = parseFrame(data)
    if ('error' in parsed) {
      this.#core.sockets.notify(socket, parsed.error)
      if (!this.#badFrames.tooMany(member.id, Date.now())) return
      return this.#core.sockets.close(socket, CLOSE.tooManyBadFrames, 'Too many frames that do not parse.')
    }
    try {
      checkRole(member.role, parsed.frame)
      this.#obey(socket, member, parsed.frame)
      this.#outbox.schedule()
    } catch (error) {
      const messageId = 'message_id' in parsed.frame ? parsed.frame.message_id : undefined
      this.#core.sockets.notify(socket, errorFrame(expected(error), messageId))
    }
    this.#recheck()
  }

  /** Answering the close is ours: a browser would otherwise wait ten seconds and then see 1006. */
  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 mean "no code came" and may not be sent
    this.#core.sockets.close(socket, code === 1005 || code === 1006 ? 1000 : code, 'Goodbye.')
    this.#core.announcePresence()
  }

  override webSocketError(socket: WebSocket): void {
    this.#core.sockets.forget(socket)
    this.#core.announcePresence()
  }

  /** The watchdog: looks after turns that nobody runs, after the outbox, and after browsers that stopped answering. */
  override async alarm(): Promise<void> {
    const { alarm, sockets, watchdogMs } = this.#core
    alarm.rang()
    if (!this.#core.store.row) return
    this.#turns.recover()
    sockets.closeSilent(Date.now())
    this.#recheck()
    await this.#outbox.send()
    if (this.#core.isOpen && this.#turns.busy) alarm.noLaterThan(Date.now() + watchdogMs)
  }

  #obey(socket: WebSocket, member: Member, frame: ThreadUp): void {
    // the thread may have been deleted since the socket came in
    void this.#core.row
    switch (frame.type) {
      case 'heartbeat':
        return this.#core.sockets.notify(socket, { type: 'heartbeat_ack' })
      case 'send_message':
        return void this.#commands.send(member, frame)
      case 'edit_message':
        return void this.#commands.edit(member, frame)
      case 'delete_message':
        return this.#commands.remove(member, frame.message_id)
      case 'regenerate':
        return this.#commands.regenerate(member, frame)
      case 'select_branch':
        return this.#commands.selectBranch(frame.message_id)
      case 'stop':
        return this.#commands.stop(frame)
      case 'withdraw':
        return this.#commands.withdraw(member, frame.message_id)
      case 'typing_indicator': {
        const notice = { type: 'typing_indicator', person: authorOf(member), is_typing: frame.is_typing }
        return this.#core.sockets.broadcast(JSON.stringify(notice), socket)
      }
      case 'read':
        return this.#commands.read(member, frame.seq)
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
    for (const [socket, attachment] of this.#core.sockets.entries()) {
      if (now - attachment.checked_at < RECHECK_MS) continue
      this.#core.sockets.keep(socket, { ...attachment, checked_at: now })
      this.ctx.waitUntil(this.#recheckOne(socket, attachment.member).catch(logged))
    }
  }

  async #recheckOne(socket: WebSocket, member: Member): Promise<void> {
    const thread_id = this.#core.store.row!.thread.id
    const role = await stillMember(this.env.DB, { user_id: member.id, session_id: member.session_id, thread_id })
    if (role === null) this.#core.sockets.close(socket, CLOSE.accessChanged, 'Sign in again.')
    else if (role !== member.role) this.#core.sockets.changeRole(member.id, role)
  }

  // Calls of the Worker's routes

  /** Doing it twice with the same id does nothing the second time. */
  start(seed: ThreadSeed): Promise<Result<Thread>> {
    return this.#answer(() => {
      if (!this.#core.store.row) newRoom(this.#core, seed)
      return this.#core.row.thread
    }, true)
  }

  view(): Promise<Result<Thread>> {
    return this.#answer(() => this.#core.row.thread)
  }

  /** Changes the thread, tells its browsers and writes the summary to D1 before it answers. */
  change(patch: ThreadPatch): Promise<Result<Thread>> {
    return this.#answer(async () => {
      const { row } = this.#core
      Object.assign(row.thread, patch, patch.title === undefined ? {} : { title_source: 'person' })
      row.outbox.thread = true
      this.#core.emit({ type: 'thread_updated', thread: { ...row.thread } })
      this.#core.commit()
      await this.#outbox.send()
      return row.thread
    })
  }

  /** Soft deletion: what runs is stopped, sockets close with 4400, and everything answers `thread_not_found` until `reopen`. */
  async close(): Promise<void> {
    if (!this.#core.isOpen) return
    this.#commands.stop({ type: 'stop' })
    this.#core.row.deleted_at = new Date().toISOString()
    this.#core.commit()
    this.#core.sockets.closeAll(CLOSE.doNotReconnect, 'This thread was deleted.')
    await this.#outbox.send()
  }

  reopen(): Promise<Result<Thread>> {
    return this.#answer(async () => {
      const { row } = this.#core.store
      if (!row) throw new AppError('thread_not_found', 'This thread is gone.')
      row.deleted_at = null
      row.outbox.thread = true
      this.#core.commit()
      await this.#outbox.send()
      return row.thread
    }, true)
  }

  /** A member's role changed, or with null they were removed: their sockets follow at once. */
  async memberChanged(userId: string, role: Role | null): Promise<void> {
    this.#core.sockets.changeRole(userId, role)
    this.#core.announcePresence()
  }

  messages(query: MessagesQuery): Promise<Result<MessageList>> {
    return this.#answer(() => messagePage(this.#core, query))
  }

  edits(messageId: string): Promise<Result<Edit[]>> {
    return this.#answer(() => {
      if (!this.#core.store.message(messageId)) throw new AppError('message_not_found', 'There is no such message.')
      return this.#core.store.edits(messageId)
    })
  }

  context(): Promise<Result<Context>> {
    return this.#answer(() => contextOf(this.#core))
  }

  /** As the frames of the same name; the frame's rules, limits and errors hold. */
  send(member: Member, frame: Up<'send_message'>): Promise<Result<Message>> {
    return this.#act(member, frame, () => this.#commands.send(member, frame))
  }

  edit(member: Member, frame: Up<'edit_message'>): Promise<Result<Message>> {
    return this.#act(member, frame, () => this.#commands.edit(member, frame))
  }

  remove(member: Member, messageId: string): Promise<Result<null>> {
    return this.#act(member, { type: 'delete_message', message_id: messageId }, () => {
      this.#commands.remove(member, messageId)
      return null
    })
  }

  /** Sends and answers the frames of this one turn as server-sent events, `event: TYPE` and `data: FRAME`, until it has ended. */
  stream(member: Member, frame: Up<'send_message'>): Promise<Result<ReadableStream<Uint8Array>>> {
    return this.#act(member, frame, () =>
      followTurn(this.#core, frame.message_id, () => void this.#commands.send(member, frame)),
    )
  }

  /** Sends and waits for the end of the turn. */
  complete(member: Member, frame: Up<'send_message'>): Promise<Result<ChatAnswer>> {
    return this.#act(member, frame, async () => {
      const answerId = await endOfTurn(this.#core, frame.message_id, () => void this.#commands.send(member, frame))
      const { store } = this.#core
      return {
        thread_id: this.#core.row.thread.id,
        message: store.viewOf(frame.message_id)!,
        answer: store.viewOf(answerId)!,
      }
    })
  }

  /** For good: everything in the room is deleted. Answers the ids of its messages, so that D1 can forget them too. */
  async destroy(): Promise<string[]> {
    await this.close()
    const ids = this.#core.store.tree.all().map((node) => node.id)
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    this.#core.store.forget()
    return ids
  }

  #act<Value>(member: Member, frame: ThreadUp, work: () => Value | Promise<Value>): Promise<Result<Value>> {
    return this.#answer(async () => {
      checkRole(member.role, frame)
      const value = await work()
      this.#outbox.schedule()
      return value
    })
  }

  /** Errors lose their class on the way to the caller: expected ones travel as values. */
  async #answer<Value>(work: () => Value | Promise<Value>, whileDeleted = false): Promise<Result<Value>> {
    try {
      if (!whileDeleted) void this.#core.row
      const value = await work()
      // an answer is an acknowledgement too
      this.#core.settle()
      return { ok: true, value }
    } catch (error) {
      return failure(expected(error))
    }
  }
}

function expected(error: unknown): AppError {
  if (error instanceof AppError) return error
  logged(error)
  return new AppError('internal_error', 'Something went wrong here.')
}

function logged(error: unknown): void {
  log('error', 'room', { error: error instanceof Error ? error.stack : String(error) })
}
