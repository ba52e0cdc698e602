import { SELF } from 'cloudflare:test'
import { expect } from 'vitest'
import { personEvent, personNotice, type MeEstablished, type PersonDown } from '#protocol/person-down.ts'
import { ORIGIN, type Client } from './client.ts'

type Down<Type extends PersonDown['type']> = Extract<PersonDown, { type: Type }>

/** A browser of somebody on `/ws/me`: every frame that it got, parsed. */
export class PersonSocket {
  readonly #who: Client
  frames: PersonDown[] = []
  closed: number | null = null
  #socket: WebSocket | null = null

  constructor(who: Client) {
    this.#who = who
  }

  static open(who: Client, after?: number): Promise<PersonSocket> {
    return new PersonSocket(who).open(after)
  }

  /** Opens it anew; what came before is forgotten. */
  async open(after?: number): Promise<this> {
    const headers = { upgrade: 'websocket', authorization: `Bearer ${this.#who.access}` }
    const answer = await SELF.fetch(`${ORIGIN}/ws/me${after === undefined ? '' : `?after=${after}`}`, { headers })
    expect(answer.status).toBe(101)
    const socket = answer.webSocket!
    this.frames = []
    this.closed = null
    this.#socket = socket
    socket.addEventListener('message', (event) => void this.frames.push(parsed(event.data as string)))
    socket.addEventListener('close', (event) => {
      if (socket === this.#socket) this.closed = event.code
    })
    socket.accept()
    await this.frame('me_established')
    return this
  }

  get greeting(): MeEstablished {
    return this.frames[0] as MeEstablished
  }

  /** The newest seq that this browser knows. */
  get seq(): number {
    const numbered = this.frames.filter((frame) => 'seq' in frame)
    return numbered.at(-1)!.seq
  }

  /** Waits for a frame of this type that `fits`, among all that came or come. */
  async frame<Type extends PersonDown['type']>(
    type: Type,
    fits: (frame: Down<Type>) => boolean = () => true,
  ): Promise<Down<Type>> {
    const found = () =>
      this.frames.find((frame): frame is Down<Type> => frame.type === type && fits(frame as Down<Type>))
    await expect.poll(found, { message: `${type} among ${JSON.stringify(this.frames.slice(-5))}` }).toBeDefined()
    return found()!
  }

  /** What was said of a thread, oldest first. */
  of(thread_id: string) {
    const changes = this.frames.filter((frame) => frame.type === 'thread_changed')
    return changes.map(({ thread }) => thread).filter(({ id }) => id === thread_id)
  }

  raw(text: string): void {
    this.#socket!.send(text)
  }

  close(): void {
    const socket = this.#socket
    this.#socket = null
    socket?.close(1000)
  }
}

function parsed(text: string): PersonDown {
  const json = JSON.parse(text) as { seq?: number; type: string }
  return json.type !== 'me_established' && json.seq !== undefined ? personEvent.parse(json) : personNotice.parse(json)
}
