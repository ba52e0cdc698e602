import { roleAtLeast } from '#protocol/person.ts'
import { CLOSE } from '#protocol/close.ts'
import { threadUp, type ThreadUp } from '#protocol/thread-up.ts'
import { unreachable } from '#protocol/unreachable.ts'
import { stillMember } from '../../src/db/still-member.ts'
import type { Member } from '../../src/doors.ts'
import { arrival } from '../shared/arrival.ts'
import { logged } from '../shared/errors.ts'
import { Inbox } from '../shared/inbox.ts'
import { authorOf } from './desk/core.ts'
import type { RoomParts } from './parts.ts'
import { catchUp } from './door/catch-up.ts'
import { changeRole } from './door/change-role.ts'
import { checkRole } from './door/check-role.ts'

/** How browsers come into a room, and what they may say there. Each frame is obeyed in one synchronous block. */
export class SocketDoor {
  readonly #parts: RoomParts
  readonly #inbox: Inbox<Member, ThreadUp>

  constructor(parts: RoomParts) {
    this.#parts = parts
    this.#inbox = new Inbox({
      sockets: parts.core.sockets,
      schema: threadUp,
      obey: (socket, member, frame) => this.#obey(socket, member, frame),
    })
  }

  /** The socket's upgrade. */
  enter(request: Request): Response {
    const { core, access, turns } = this.#parts
    if (!core.isOpen) return new Response(null, { status: 404 })
    const { attachment, after } = arrival<Member>(request)
    const { 0: browser, 1: socket } = new WebSocketPair()
    // what was gathered belongs to those who were here: the new socket gets it with what it missed
    turns.flush()
    core.settle()
    core.sockets.accept(socket, attachment)
    core.sockets.sendAll(socket, catchUp(core, turns, attachment.connection_id, after))
    core.announcePresence()
    if (roleAtLeast(attachment.who.role, 'editor')) access.prepare(attachment.who.id)
    return new Response(null, { status: 101, webSocket: browser })
  }

  take(socket: WebSocket, data: string | ArrayBuffer): void {
    this.#inbox.take(socket, data)
    this.recheck()
  }

  /**
   * Sessions and memberships may have ended since the sockets came in: each is looked up again at most once a minute, beside
   * the work. Before anything is told there is a frame or an alarm, so a silent listener is looked up too.
   */
  recheck(): void {
    const { ctx, sockets } = this.#parts.core
    for (const [socket, member] of sockets.dueForCheck(Date.now()))
      ctx.waitUntil(this.#recheckOne(socket, member).catch(logged))
  }

  async #recheckOne(socket: WebSocket, member: Member): Promise<void> {
    const { env, sockets, store } = this.#parts.core
    const thread_id = store.knownRow.thread.id
    const role = await stillMember(env.DB, { user_id: member.id, session_id: member.session_id, thread_id })
    if (role === null) sockets.close(socket, CLOSE.accessChanged, 'Sign in again.')
    else if (role !== member.role) changeRole(sockets, member.id, role)
  }

  #obey(socket: WebSocket, member: Member, frame: ThreadUp): void {
    const { core, outbox } = this.#parts
    checkRole(member.role, frame)
    // the thread may have been deleted since the socket came in
    void core.row
    this.#act(socket, member, frame)
    outbox.schedule()
  }

  #act(socket: WebSocket, member: Member, frame: ThreadUp): void {
    const { core, access, commands } = this.#parts
    switch (frame.type) {
      case 'heartbeat':
        return core.sockets.notify(socket, { type: 'heartbeat_ack' })
      case 'send_message':
        return void commands.send(member, frame)
      case 'edit_message':
        return void commands.edit(member, frame)
      case 'delete_message':
        return commands.remove(member, frame.message_id)
      case 'regenerate':
        return commands.regenerate(member, frame)
      case 'select_branch':
        return commands.selectBranch(frame.message_id)
      case 'stop':
        return commands.stop(frame)
      case 'withdraw':
        return commands.withdraw(member, frame.message_id)
      case 'budget_answer':
        return commands.answerBudget(member, frame)
      case 'typing_indicator': {
        if (frame.is_typing) access.prepare(member.id)
        const notice = { type: 'typing_indicator', person: authorOf(member), is_typing: frame.is_typing }
        return core.sockets.broadcast(JSON.stringify(notice), socket)
      }
      case 'read':
        return commands.read(member, frame.seq)
      default:
        return unreachable(frame)
    }
  }
}
