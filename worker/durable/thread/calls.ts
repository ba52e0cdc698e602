import { DurableObject } from 'cloudflare:workers'
import type { Edit, MessageList, MessagesQuery } from '#protocol/rest/threads.ts'
import type { ChatAnswer } from '#protocol/rest/chat.ts'
import type { Message } from '#protocol/message.ts'
import type { SummaryView } from '#protocol/rest/summaries.ts'
import type { Author, Role } from '#protocol/person.ts'
import { CLOSE } from '#protocol/close.ts'
import type { ThreadUp, Up } from '#protocol/thread-up.ts'
import type { Context, Thread } from '#protocol/thread.ts'
import type { Env } from '../../src/env.ts'
import { AppError, failure, type Result } from '../../src/lib/error.ts'
import { AccessCache } from './prompt/access.ts'
import { Commands } from './commands.ts'
import { contextNow, readBy } from './prompt/context.ts'
import { RoomCore } from './desk/core.ts'
import { expected, logged } from './desk/errors.ts'
import { endOfTurn, followTurn } from './door/follow.ts'
import { checkRole } from './door/inbox.ts'
import type { Member, ThreadPatch } from './desk/member.ts'
import { OutboxSender } from './ledger/outbox.ts'
import { messagePage } from './branch/pages.ts'
import { newRoom, type ThreadSeed } from './door/seed.ts'
import { Summaries } from './beside/summaries.ts'
import { makeTitle } from './beside/titles.ts'
import { Turns } from './turn/turns.ts'

/** A room's parts, and what the Worker's routes may ask of it: each method is called through `src/doors`. */
export abstract class RoomCalls extends DurableObject<Env> {
  protected readonly core: RoomCore
  protected readonly access: AccessCache
  protected readonly turns: Turns
  protected readonly commands: Commands
  protected readonly outbox: OutboxSender
  protected readonly summaries: Summaries

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.core = new RoomCore(ctx, env)
    this.access = new AccessCache(this.core)
    this.outbox = new OutboxSender(this.core)
    this.summaries = new Summaries(this.core, this.access, () => this.outbox.schedule())
    this.turns = new Turns(this.core, this.access, {
      settleBooks: () => this.outbox.send(),
      ended: (turn, outcome, model) => {
        this.summaries.turnEnded(turn.by.id)
        this.outbox.schedule()
        if (outcome !== 'complete' || !model?.make_titles || this.core.row.thread.title_source !== 'provisional') return
        const titled = makeTitle(this.core, this.access, turn, model).catch(logged)
        ctx.waitUntil(titled.finally(() => this.outbox.schedule()))
      },
    })
    this.commands = new Commands(this.core, this.turns)
  }

  /** Doing it twice with the same id does nothing the second time. */
  start(seed: ThreadSeed): Promise<Result<Thread>> {
    return this.#answer(() => {
      if (!this.core.store.row) newRoom(this.core, seed)
      return this.core.row.thread
    }, true)
  }

  view(): Promise<Result<Thread>> {
    return this.#answer(() => this.core.row.thread)
  }

  /** Changes the thread, tells its browsers and writes the summary to D1 before it answers. `by` is who picked its model. */
  change(patch: ThreadPatch, by?: Author): Promise<Result<Thread>> {
    return this.#answer(async () => {
      const { row } = this.core
      const { summary, ...fields } = patch
      Object.assign(row.thread, fields, patch.title === undefined ? {} : { title_source: 'person' })
      if (summary !== undefined && summary !== row.thread.summary) this.summaries.edit(summary)
      row.outbox.thread = true
      this.core.emit({ type: 'thread_updated', thread: { ...row.thread } })
      this.core.commit()
      if (by && patch.model) this.ctx.waitUntil(this.#picked(by))
      await this.outbox.send()
      return row.thread
    })
  }

  async #picked(by: Author): Promise<void> {
    // whether its key is there and good is said when it is asked
    const access = await Promise.resolve(this.access.of({ by, choice: {} })).catch(() => null)
    if (access && this.core.isOpen) readBy(this.core, access)
  }

  /** Soft deletion: what runs is stopped, sockets close with 4400, and everything answers `thread_not_found` until `reopen`. */
  async close(): Promise<void> {
    if (!this.core.isOpen) return
    this.commands.stop({ type: 'stop' })
    this.core.row.deleted_at = new Date().toISOString()
    this.core.commit()
    this.core.sockets.closeAll(CLOSE.doNotReconnect, 'This thread was deleted.')
    await this.outbox.send()
  }

  reopen(): Promise<Result<Thread>> {
    return this.#answer(async () => {
      const { row } = this.core.store
      if (!row) throw new AppError('thread_not_found', 'This thread is gone.')
      row.deleted_at = null
      row.outbox.thread = true
      this.core.commit()
      await this.outbox.send()
      return row.thread
    }, true)
  }

  /** A member's role changed, or with null they were removed: their sockets follow at once. */
  async memberChanged(userId: string, role: Role | null): Promise<void> {
    this.core.sockets.changeRole(userId, role)
    this.core.announcePresence()
  }

  messages(query: MessagesQuery): Promise<Result<MessageList>> {
    return this.#answer(() => messagePage(this.core, query))
  }

  edits(messageId: string): Promise<Result<Edit[]>> {
    return this.#answer(() => {
      if (!this.core.store.message(messageId)) throw new AppError('message_not_found', 'There is no such message.')
      return this.core.store.edits(messageId)
    })
  }

  /** The whole output of a tool call. */
  output(messageId: string, toolCallId: string): Promise<Result<string>> {
    return this.#answer(() => {
      const call = this.core.store.message(messageId)?.tool_calls?.find((one) => one.tool_call_id === toolCallId)
      if (call?.output === undefined) throw new AppError('not_found', 'There is no such output.')
      return call.output
    })
  }

  context(): Promise<Result<Context>> {
    return this.#answer(() => contextNow(this.core))
  }

  summary(): Promise<Result<SummaryView>> {
    return this.#answer(() => this.summaries.view())
  }

  /** Asks for a summary; the alarm makes it. */
  summarize(member: Member): Promise<Result<SummaryView>> {
    return this.#answer(() => {
      const view = this.summaries.ask(member.id)
      this.core.commit()
      return view
    })
  }

  /** As the frames of the same name; the frame's rules, limits and errors hold. */
  send(member: Member, frame: Up<'send_message'>): Promise<Result<Message>> {
    return this.#act(member, frame, () => this.commands.send(member, frame))
  }

  edit(member: Member, frame: Up<'edit_message'>): Promise<Result<Message>> {
    return this.#act(member, frame, () => this.commands.edit(member, frame))
  }

  remove(member: Member, messageId: string): Promise<Result<null>> {
    return this.#act(member, { type: 'delete_message', message_id: messageId }, () => {
      this.commands.remove(member, messageId)
      return null
    })
  }

  /** Sends and answers the frames of this one turn as server-sent events, `event: TYPE` and `data: FRAME`, until it has ended. */
  stream(member: Member, frame: Up<'send_message'>): Promise<Result<ReadableStream<Uint8Array>>> {
    return this.#act(member, frame, () =>
      followTurn(this.core, frame.message_id, () => void this.commands.send(member, frame)),
    )
  }

  /** Sends and waits for the end of the turn. */
  complete(member: Member, frame: Up<'send_message'>): Promise<Result<ChatAnswer>> {
    return this.#act(member, frame, async () => {
      const answerId = await endOfTurn(this.core, frame.message_id, () => void this.commands.send(member, frame))
      const { store } = this.core
      const [message, answer] = [store.viewOf(frame.message_id)!, store.viewOf(answerId)]
      if (!answer) throw new AppError('conflict', 'The message was taken back before it was answered.')
      return { thread_id: this.core.row.thread.id, message, answer }
    })
  }

  /** For good: everything in the room is deleted. Answers the ids of its messages, so that D1 can forget them too. */
  async destroy(): Promise<string[]> {
    await this.close()
    const ids = this.core.store.tree.all().map((node) => node.id)
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    this.core.store.forget()
    return ids
  }

  #act<Value>(member: Member, frame: ThreadUp, work: () => Value | Promise<Value>): Promise<Result<Value>> {
    return this.#answer(async () => {
      checkRole(member.role, frame)
      const value = await work()
      this.outbox.schedule()
      return value
    })
  }

  /** Errors lose their class on the way to the caller: expected ones travel as values. */
  async #answer<Value>(work: () => Value | Promise<Value>, whileDeleted = false): Promise<Result<Value>> {
    try {
      if (!whileDeleted) void this.core.row
      const value = await work()
      // an answer is an acknowledgement too
      this.core.settle()
      return { ok: true, value }
    } catch (error) {
      return failure(expected(error))
    }
  }
}
