import type { Identity } from '../../src/doors.ts'

/** What a socket carries through hibernation: at most 16 KiB. */
export interface Attachment<Who extends Identity> {
  connection_id: string
  who: Who
  /** When session and membership were last looked up, milliseconds since 1970. */
  checked_at: number
}

/** A browser that once sent heartbeats and then none for this long is gone, whatever its socket's state says. */
const SILENT_MS = 150_000
/** How old a look-up of session and membership may be while a socket is used. */
const RECHECK_MS = 60_000

/** An object's open sockets and who is behind them. `Notice`: what one of them alone is told. */
export class Sockets<Who extends Identity, Notice> {
  readonly #ctx: DurableObjectState
  readonly #open = new Map<WebSocket, Attachment<Who>>()

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
    for (const socket of ctx.getWebSockets()) this.#open.set(socket, socket.deserializeAttachment() as Attachment<Who>)
  }

  accept(socket: WebSocket, attachment: Attachment<Who>): void {
    this.#ctx.acceptWebSocket(socket)
    this.keep(socket, attachment)
  }

  keep(socket: WebSocket, attachment: Attachment<Who>): void {
    socket.serializeAttachment(attachment)
    this.#open.set(socket, attachment)
  }

  get(socket: WebSocket): Attachment<Who> | undefined {
    return this.#open.get(socket)
  }

  forget(socket: WebSocket): void {
    this.#open.delete(socket)
  }

  entries(): [WebSocket, Attachment<Who>][] {
    return [...this.#open]
  }

  /** Everyone, once for each of their sockets. */
  everyone(): Who[] {
    return Array.from(this.#open.values(), ({ who }) => who)
  }

  broadcast(text: string, except?: WebSocket): void {
    for (const socket of this.#open.keys()) if (socket !== except) this.#sendText(socket, text)
  }

  notify(socket: WebSocket, notice: Notice): void {
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

  /** Answering a close is ours: a browser would otherwise wait ten seconds and then see 1006. */
  answerClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 mean "no code came" and may not be sent
    this.close(socket, code === 1005 || code === 1006 ? 1000 : code, 'Goodbye.')
  }

  closeAll(code: number, reason: string): void {
    for (const socket of this.#open.keys()) this.close(socket, code, reason)
  }

  /** Closes sockets whose browser has stopped answering for long. A client that never sent a heartbeat is left alone. */
  closeSilent(now: number): void {
    for (const socket of this.#open.keys()) {
      const last = this.#ctx.getWebSocketAutoResponseTimestamp(socket)
      if (last && now - last.getTime() > SILENT_MS) this.close(socket, 1001, 'No heartbeat.')
    }
  }

  /** Sockets whose session and membership are to be looked up again; they count as looked up from now on. */
  dueForCheck(now: number): [WebSocket, Who][] {
    const due = this.entries().filter(([, { checked_at }]) => now - checked_at >= RECHECK_MS)
    for (const [socket, attachment] of due) this.keep(socket, { ...attachment, checked_at: now })
    return due.map(([socket, { who }]) => [socket, who])
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
