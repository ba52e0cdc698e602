import { CLOSE } from '#protocol/close.ts'
import type { ThreadNotice } from '#protocol/thread-down.ts'
import type { PresentPerson, Role } from '#protocol/person.ts'
import type { Member } from './member.ts'

/** What a socket carries through hibernation: at most 16 KiB. */
export interface Attachment {
  connection_id: string
  member: Member
  /** When session and membership were last looked up, milliseconds since 1970. */
  checked_at: number
}

/** A browser that once sent heartbeats and then none for this long is gone, whatever its socket's state says. */
const SILENT_MS = 150_000

/** The room's open sockets and who is behind them. */
export class Sockets {
  readonly #ctx: DurableObjectState
  readonly #open = new Map<WebSocket, Attachment>()

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
    for (const socket of ctx.getWebSockets()) this.#open.set(socket, socket.deserializeAttachment() as Attachment)
  }

  accept(socket: WebSocket, attachment: Attachment): void {
    this.#ctx.acceptWebSocket(socket)
    this.keep(socket, attachment)
  }

  keep(socket: WebSocket, attachment: Attachment): void {
    socket.serializeAttachment(attachment)
    this.#open.set(socket, attachment)
  }

  get(socket: WebSocket): Attachment | undefined {
    return this.#open.get(socket)
  }

  forget(socket: WebSocket): void {
    this.#open.delete(socket)
  }

  entries(): [WebSocket, Attachment][] {
    return [...this.#open]
  }

  broadcast(text: string, except?: WebSocket): void {
    for (const socket of this.#open.keys()) if (socket !== except) this.#sendText(socket, text)
  }

  notify(socket: WebSocket, notice: ThreadNotice): void {
    this.#sendText(socket, JSON.stringify(notice))
  }

  sendAll(socket: WebSocket, frames: string[]): void {
    for (const frame of frames) this.#sendText(socket, frame)
  }

  close(socket: WebSocket, code: number, reason: string): void {
    this.forget(socket)
    try {
      socket.close(code, reason)
    } catch {
      // closed by the other side already
    }
  }

  closeAll(code: number, reason: string): void {
    for (const socket of this.#open.keys()) this.close(socket, code, reason)
  }

  /** A member's sockets follow their role at once; without a role they are closed, and reconnecting is refused by the door. */
  changeRole(userId: string, role: Role | null): void {
    for (const [socket, attachment] of this.#open) {
      if (attachment.member.id !== userId) continue
      if (role === null) this.close(socket, CLOSE.accessChanged, 'You are no longer a member.')
      else this.keep(socket, { ...attachment, member: { ...attachment.member, role } })
    }
  }

  /** Each person once, however many tabs they have. */
  people(readSeq: (userId: string) => number): PresentPerson[] {
    const people = new Map<string, PresentPerson>()
    for (const { member } of this.#open.values()) {
      people.set(member.id, { id: member.id, name: member.name, role: member.role, read_seq: readSeq(member.id) })
    }
    return [...people.values()]
  }

  /** Closes sockets whose browser has stopped answering for long. A client that never sent a heartbeat is left alone. */
  closeSilent(now: number): void {
    for (const socket of this.#open.keys()) {
      const last = this.#ctx.getWebSocketAutoResponseTimestamp(socket)
      if (last && now - last.getTime() > SILENT_MS) this.close(socket, 1001, 'No heartbeat.')
    }
  }

  #sendText(socket: WebSocket, text: string): void {
    try {
      socket.send(text)
    } catch {
      // the socket died without a close event: the next one to look must not find it
      this.forget(socket)
    }
  }
}
