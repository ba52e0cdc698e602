import type { z } from 'zod'
import { CLOSE } from '#protocol/close.ts'
import type { ErrorFrame } from '#protocol/thread-down.ts'
import type { Identity } from '../../src/doors.ts'
import { BadFrames } from './bad-frames.ts'
import { errorFrame } from './error-frame.ts'
import { expected } from './errors.ts'
import { readFrame } from './read-frame.ts'
import type { Sockets } from './sockets.ts'

export interface InboxPorts<Who extends Identity, Up> {
  sockets: Sockets<Who, ErrorFrame>
  schema: z.ZodType<Up>
  /** Does what a frame says, or throws an AppError and changes nothing. */
  obey(socket: WebSocket, who: Who, frame: Up): void
}

/** Takes in an object's frames: each is parsed once, obeyed, and answered where it can't be (S5). */
export class Inbox<Who extends Identity, Up extends { type: string }> {
  readonly #ports: InboxPorts<Who, Up>
  readonly #badFrames = new BadFrames()

  constructor(ports: InboxPorts<Who, Up>) {
    this.#ports = ports
  }

  take(socket: WebSocket, data: string | ArrayBuffer): void {
    const { sockets, schema, obey } = this.#ports
    const attachment = sockets.get(socket)
    if (!attachment) return socket.close(1011, 'This socket is not known here.')
    const { who } = attachment
    const read = readFrame(schema, data)
    if ('error' in read) {
      sockets.notify(socket, read.error)
      if (this.#badFrames.tooMany(who.id, Date.now()))
        sockets.close(socket, CLOSE.tooManyBadFrames, 'Too many frames that do not parse.')
      return
    }
    try {
      obey(socket, who, read.frame)
    } catch (error) {
      sockets.notify(socket, errorFrame(expected(error), messageIdOf(read.frame)))
    }
  }
}

function messageIdOf(frame: object): string | undefined {
  return 'message_id' in frame ? (frame.message_id as string | undefined) : undefined
}
