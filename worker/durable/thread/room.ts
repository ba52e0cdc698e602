import { DurableObject } from 'cloudflare:workers'
import type { Author, Role } from '#protocol/person.ts'
import type { MessagesQuery } from '#protocol/rest/threads.ts'
import { HEARTBEAT, HEARTBEAT_ACK } from '#protocol/heartbeat.ts'
import type { ThreadUp, Up } from '#protocol/thread-up.ts'
import type { Member, ThreadCalls, ThreadPatch, ThreadSeed } from '../../src/doors.ts'
import type { Env } from '../../src/env.ts'
import { AppError, type Result } from '../../src/lib/error.ts'
import { answer } from '../shared/answer.ts'
import { messagePage } from './branch/pages.ts'
import { changeRole } from './door/change-role.ts'
import { checkRole } from './door/check-role.ts'
import { completeTurn, followTurn } from './door/follow.ts'
import { newRoom } from './door/seed.ts'
import { SocketDoor } from './socket-door.ts'
import { changeThread, closeThread, destroyThread, reopenThread } from './life.ts'
import { makeParts, type RoomParts } from './parts.ts'
import { contextNow } from './prompt/context.ts'
import { outputOf } from './store/output-of.ts'

/**
 * A thread's room: the one writer of everything in it. Browsers come in by the socket door; the Worker's routes come in by the
 * calls below, which `src/doors` describes. Each does its work in one synchronous block (parse, check, store, tell).
 */
export class ThreadRoom extends DurableObject<Env> implements ThreadCalls {
  protected readonly parts: RoomParts
  readonly #door: SocketDoor

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.parts = makeParts(ctx, env)
    this.#door = new SocketDoor(this.parts)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(HEARTBEAT, HEARTBEAT_ACK))
    void ctx.blockConcurrencyWhile(async () => {
      await this.parts.core.alarm.load()
      this.parts.turns.recover()
    })
  }

  override async fetch(request: Request): Promise<Response> {
    return this.#door.enter(request)
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    this.#door.take(socket, data)
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.parts.core.sockets.answerClose(socket, code)
    this.parts.core.announcePresence()
  }

  override webSocketError(socket: WebSocket): void {
    this.parts.core.sockets.forget(socket)
    this.parts.core.announcePresence()
  }

  /** The watchdog: looks after turns that nobody runs, after the outbox, and after browsers that stopped answering. */
  override async alarm(): Promise<void> {
    const { core, turns, summaries, outbox } = this.parts
    core.alarm.rang()
    if (!core.store.row) return
    turns.recover()
    core.sockets.closeSilent(Date.now())
    this.#door.recheck()
    if (core.isOpen) summaries.begin(Date.now())
    await outbox.send()
    // a turn that waits for somebody's word needs no watchdog
    if (core.isOpen && turns.busy && !turns.waiting) core.alarm.noLaterThan(Date.now() + core.watchdogMs)
  }

  start(seed: ThreadSeed) {
    const { core } = this.parts
    return this.#answer(() => {
      if (!core.store.row) newRoom(core, seed)
      return core.row.thread
    }, true)
  }

  view() {
    return this.#answer(() => this.parts.core.row.thread)
  }

  change(patch: ThreadPatch, by?: Author) {
    return this.#answer(() => changeThread(this.parts, patch, by))
  }

  close() {
    return closeThread(this.parts)
  }

  reopen() {
    return this.#answer(() => reopenThread(this.parts), true)
  }

  async memberChanged(userId: string, role: Role | null) {
    changeRole(this.parts.core.sockets, userId, role)
    this.parts.core.announcePresence()
  }

  messages(query: MessagesQuery) {
    return this.#answer(() => messagePage(this.parts.core, query))
  }

  edits(messageId: string) {
    const { store } = this.parts.core
    return this.#answer(() => {
      if (!store.message(messageId)) throw new AppError('message_not_found', 'There is no such message.')
      return store.edits(messageId)
    })
  }

  output(messageId: string, toolCallId: string) {
    return this.#answer(() => {
      const output = outputOf(this.parts.core.store, messageId, toolCallId)
      if (output === undefined) throw new AppError('not_found', 'There is no such output.')
      return output
    })
  }

  context(userId: string) {
    const { core, access } = this.parts
    return this.#answer(async () => contextNow(core, await access.instructions(userId)))
  }

  summary() {
    return this.#answer(() => this.parts.summaries.view())
  }

  summarize(member: Member) {
    const { core, summaries } = this.parts
    return this.#answer(() => {
      const view = summaries.ask(member.id)
      core.commit()
      return view
    })
  }

  send(member: Member, frame: Up<'send_message'>) {
    return this.#act(member, frame, () => this.parts.commands.send(member, frame))
  }

  edit(member: Member, frame: Up<'edit_message'>) {
    return this.#act(member, frame, () => this.parts.commands.edit(member, frame))
  }

  remove(member: Member, message_id: string) {
    return this.#act(member, { type: 'delete_message', message_id }, () => {
      this.parts.commands.remove(member, message_id)
      return null
    })
  }

  stream(member: Member, frame: Up<'send_message'>) {
    const { core, commands } = this.parts
    return this.#act(member, frame, () => followTurn(core, frame.message_id, () => void commands.send(member, frame)))
  }

  complete(member: Member, frame: Up<'send_message'>) {
    const { core, commands } = this.parts
    return this.#act(member, frame, () => completeTurn(core, frame.message_id, () => void commands.send(member, frame)))
  }

  destroy() {
    return destroyThread(this.parts)
  }

  /** Does what the frame of that name would. */
  #act<Value>(member: Member, frame: ThreadUp, work: () => Value | Promise<Value>): Promise<Result<Value>> {
    return this.#answer(async () => {
      checkRole(member.role, frame)
      const value = await work()
      this.parts.outbox.schedule()
      return value
    })
  }

  #answer<Value>(work: () => Value | Promise<Value>, whileDeleted = false): Promise<Result<Value>> {
    const { core } = this.parts
    return answer(async () => {
      if (!whileDeleted) void core.row
      const value = await work()
      // an answer is an acknowledgement too
      core.settle()
      return value
    })
  }
}
