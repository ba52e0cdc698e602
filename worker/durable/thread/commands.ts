import { newId } from '#protocol/ids.ts'
import type { Message } from '#protocol/message.ts'
import { roleAtLeast } from '#protocol/person.ts'
import type { Up } from '#protocol/thread-up.ts'
import { AppError } from '../../src/lib/error.ts'
import { settings } from '../../src/lib/settings.ts'
import { selectLeaf, showBranchOf } from './branch/branch.ts'
import { checkMayAllow } from './turn/may-allow.ts'
import { authorOf, type RoomCore } from './desk/core.ts'
import { countSend } from './door/count-send.ts'
import type { Member } from '../../src/doors.ts'
import { checkProvider, newTurn, notEditable, notFound } from './turn/requests.ts'
import type { AnswerRequest, StoredMessage, Turn } from './store/rows.ts'
import { provisionalTitle } from './beside/titles.ts'
import type { Turns } from './turn/queue.ts'

/** What people may do in a room. Each checks, stores, and tells everyone, in one synchronous block; or throws an AppError and changes nothing. */
export class Commands {
  readonly #core: RoomCore
  readonly #turns: Turns

  constructor(core: RoomCore, turns: Turns) {
    this.#core = core
    this.#turns = turns
  }

  /** Stores a person's message and asks for its answer. The same id twice does nothing the second time (M1). */
  send(member: Member, frame: Up<'send_message'>): Message {
    const core = this.#core
    const known = core.store.message(frame.message_id)
    if (known) return this.#sentBefore(known, member)
    checkProvider(frame.provider)
    const parent = this.#explicitParent(frame.parent_message_id)
    this.#count(member)
    const turn = newTurn(member, frame.message_id, frame)
    if (parent !== undefined) turn.parent = { id: parent }
    const { row } = core
    const message = this.#personsMessage(
      member,
      frame.message_id,
      frame.content,
      parent === undefined ? row.leaf : parent,
    )
    if (row.thread.title_source === 'provisional' && row.thread.title === '') this.#title(frame.content)
    return this.#put(message, turn)
  }

  edit(member: Member, frame: Up<'edit_message'>): Message {
    const message = this.#own(member, frame.message_id)
    const inPlace = frame.preserve_response || message.status === 'queued'
    if (inPlace && message.content === frame.content) return this.#core.store.view(message)
    this.#count(member)
    if (inPlace) return this.#rewrite(member, message, frame.content)
    const turn = newTurn(member, newId(), this.#requestBelow(message.id))
    turn.parent = { id: message.parent_message_id }
    return this.#put(this.#personsMessage(member, turn.user_message_id, frame.content, message.parent_message_id), turn)
  }

  /** A sibling answer to the same message; without options from the same model. */
  regenerate(member: Member, frame: Up<'regenerate'>): void {
    const answer = this.#message(frame.message_id)
    if (answer.role !== 'assistant' || answer.parent_message_id === null)
      throw notEditable('Only an answer can be made again.')
    checkProvider(frame.options?.provider)
    this.#count(member)
    const { provider, model, key_id, ...options } = frame.options ?? {}
    const before: Pick<AnswerRequest, 'choice' | 'options' | 'mode'> = answer.request ?? { choice: {}, options: {} }
    const sameModel = { ...before.choice, provider: answer.provider || undefined, model: answer.model || undefined }
    const choice = provider || model || key_id ? { provider: provider ?? answer.provider, model, key_id } : sameModel
    const turn = newTurn(member, answer.parent_message_id, {
      ...choice,
      options: { ...before.options, ...options },
      mode: before.mode,
    })
    this.#turns.ask(turn)
    this.#go()
  }

  /** Soft: the message stays in its place, its words are gone for everyone. */
  remove(member: Member, messageId: string): void {
    const core = this.#core
    const message = this.#message(messageId)
    const mine = message.role === 'assistant' || message.author?.id === member.id || roleAtLeast(member.role, 'owner')
    if (!mine) throw notEditable('Only who wrote a message, or an owner, can delete it.')
    if (message.status === 'streaming') throw notEditable('Stop the answer first.')
    if (message.deleted_at) return
    if (message.status === 'queued') return this.withdraw(member, messageId)
    const deleted_at = new Date().toISOString()
    core.keep({ ...message, deleted_at })
    core.row.outbox.thread = true
    core.emit({ type: 'message_deleted', message_id: messageId, deleted_at })
    core.commit()
  }

  /** Selects, for everyone, the branch that goes through a message (M6). */
  selectBranch(messageId: string): void {
    const core = this.#core
    const message = this.#message(messageId)
    if (message.status === 'queued' || message.status === 'withdrawn')
      throw notEditable('This message is on no branch.')
    this.#turns.flush()
    const leaf = core.store.tree.leafBelow(messageId)
    if (leaf === core.row.leaf) return
    selectLeaf(core, leaf)
    core.commit()
  }

  /** Stops one answer, or everything: what runs and what waits. */
  stop(frame: Up<'stop'>): void {
    const { row } = this.#core
    const runs = row.running !== null && (frame.message_id === undefined || frame.message_id === row.running.id)
    const waiting = row.queue.filter((turn) => frame.message_id === undefined || frame.message_id === turn.id)
    if (!runs && waiting.length === 0) {
      if (frame.message_id === undefined || this.#core.store.message(frame.message_id)) return
      throw notFound()
    }
    for (const turn of waiting) this.#turns.withdraw(turn.id)
    if (runs) this.#turns.stop()
    this.#go()
  }

  /** Takes back a message that still waits. */
  withdraw(member: Member, messageId: string): void {
    const message = this.#message(messageId)
    if (message.author?.id !== member.id && !roleAtLeast(member.role, 'owner'))
      throw notEditable('Only who wrote a message can take it back.')
    const turn = this.#core.row.queue.find((waiting) => waiting.user_message_id === messageId)
    if (!turn && message.status === 'withdrawn') return
    if (!turn) throw new AppError('message_not_queued', 'This message is being answered already.')
    this.#turns.withdraw(turn.id)
    this.#core.commit()
  }

  /** Lets a turn that waits at a budget run this once, or ends it. */
  answerBudget(member: Member, frame: Up<'budget_answer'>): void {
    const turn = this.#turns.waiting
    const budget = turn?.waits?.budget
    if (turn?.id !== frame.message_id || !budget)
      throw new AppError('nothing_to_stop', 'This turn doesn’t wait at a budget.')
    if (frame.decision === 'deny') return this.stop({ type: 'stop', message_id: turn.id })
    checkMayAllow(member, budget.budget, turn.by.id)
    this.#turns.allow(turn)
    this.#go()
  }

  /** Remembers how far a person has read, and tells the others. */
  read(member: Member, seq: number): void {
    const core = this.#core
    const { row } = core
    const before = row.reads[member.id]
    if (seq > core.seq || (before && before.seq >= seq)) return
    const message_count = row.thread.message_count
    row.reads[member.id] = { seq, message_count }
    if (before?.message_count !== message_count) row.outbox.readers.push(member.id)
    // the end of a turn stores the row anyway; losing a read mark to a crash costs nobody anything
    if (!row.running) core.commit()
    core.announcePresence()
  }

  #put(message: StoredMessage, turn: Turn): Message {
    const core = this.#core
    const waits = this.#turns.busy
    const stored: StoredMessage = { ...message, status: waits ? 'queued' : 'complete' }
    if (waits) this.#turns.checkRoom()
    else showBranchOf(core, stored.parent_message_id)
    core.keep(stored)
    core.touch()
    if (!waits) core.select(stored.id)
    core.emit({ type: 'new_message', message: core.store.view(stored) })
    this.#turns.ask(turn)
    this.#go()
    return core.store.needView(message.id)
  }

  #rewrite(member: Member, message: StoredMessage, content: string): Message {
    const core = this.#core
    const edited_at = new Date().toISOString()
    core.store.addEdit(message.id, { content: message.content, edited_at, author_id: member.id })
    core.keep({ ...message, content, edited_at })
    core.touch()
    const edited = core.store.needView(message.id)
    core.emit({ type: 'message_updated', message: edited })
    core.commit()
    return edited
  }

  #title(content: string): void {
    const { thread } = this.#core.row
    thread.title = provisionalTitle(content)
    this.#core.emit({ type: 'thread_updated', thread: { ...thread } })
  }

  #go(): void {
    this.#turns.go()
    this.#core.commitSoon()
  }

  #count(member: Member): void {
    countSend(this.#core.row, member.id, settings(this.#core.env).LIMIT_MESSAGES_PER_MINUTE, Date.now())
  }

  #personsMessage(member: Member, id: string, content: string, parent: string | null): StoredMessage {
    return {
      id,
      thread_id: this.#core.row.thread.id,
      parent_message_id: parent,
      role: 'user',
      author: authorOf(member),
      content,
      status: 'complete',
      created_at: new Date().toISOString(),
    }
  }

  #sentBefore(known: StoredMessage, member: Member): Message {
    if (known.role === 'user' && known.author?.id === member.id) return this.#core.store.view(known)
    throw new AppError('conflict', 'There is another message with this id.')
  }

  /** undefined: at the end of the selected branch. */
  #explicitParent(parent: string | null | undefined): string | undefined {
    if (parent === null || parent === undefined || parent === this.#core.row.leaf) return undefined
    const { status } = this.#message(parent)
    if (status === 'queued' || status === 'withdrawn') throw notEditable('A message can’t follow one that waits.')
    return parent
  }

  /** What an earlier answer to this message was asked with. */
  #requestBelow(messageId: string) {
    const answer = this.#core.store.tree.lastChild(messageId)
    const request = answer === undefined ? undefined : this.#core.store.message(answer)?.request
    return { ...request?.choice, options: request?.options, mode: request?.mode }
  }

  #own(member: Member, messageId: string): StoredMessage {
    const message = this.#message(messageId)
    if (message.role !== 'user' || message.author?.id !== member.id)
      throw notEditable('Only your own messages can be edited.')
    if (message.deleted_at || message.status === 'withdrawn') throw notEditable('This message is gone.')
    return message
  }

  #message(id: string): StoredMessage {
    const message = this.#core.store.message(id)
    if (!message) throw notFound()
    return message
  }
}
