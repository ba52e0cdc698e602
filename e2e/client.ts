import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Message, ToolCall } from '#protocol/message.ts'
import type { Down, Snapshot, StreamChunk, ThreadDown, ThreadEvent } from '#protocol/thread-down.ts'
import type { ThreadUp, Up } from '#protocol/thread-up.ts'
import type { Api } from './harness/api.ts'

/** What a client knows of a message, put together from frames by rules S2 and S3 alone. */
export interface KnownMessage {
  id: string
  role: string
  content: string
  reasoning: string
  status: string
  tool_calls: ToolCall[]
  /** How long the text was, and when: for asking what had been seen a second before a crash. */
  seen: { at: number; length: number }[]
}

/** One browser's view of a thread, without a browser. */
export class ThreadClient {
  readonly messages = new Map<string, KnownMessage>()
  /** Ways in which the room broke its word. */
  readonly faults: string[] = []
  seq = 0
  bytes = 0
  connections = 0
  #socket: WebSocket | null = null
  #api: Api
  readonly thread: string
  #waiters = new Set<() => void>()

  constructor(api: Api, thread_id: string) {
    this.#api = api
    this.thread = thread_id
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  /** Opens a socket that says what was seen last, and waits for the room's first frame. */
  async connect(): Promise<void> {
    const url = `${this.#api.url.replace('http', 'ws')}/ws/chat/${this.thread}${this.seq ? `?after=${this.seq}` : ''}`
    const headers = { authorization: `Bearer ${this.#api.token}` }
    const socket = new WebSocket(url, { headers, perMessageDeflate: false, handshakeTimeout: 10_000 })
    this.#socket = socket
    const before = this.connections
    socket.on('message', (data: Buffer) => {
      if (socket === this.#socket) this.#take(data)
    })
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('close', (code) => reject(new Error(`closed with ${code}`)))
      this.#whenever(() => this.connections > before, resolve)
    })
  }

  /** The network goes away: no closing handshake, and what is on its way is lost. */
  cut(): void {
    const socket = this.#socket
    this.#socket = null
    socket?.removeAllListeners()
    socket?.on('error', () => {})
    socket?.terminate()
  }

  close(): void {
    this.#socket?.close()
  }

  /** A fresh client in the place of this one: the next connection asks for a snapshot. */
  forget(): void {
    this.messages.clear()
    this.seq = 0
  }

  send(frame: ThreadUp): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  /** Sends a message; answers its id. */
  say(content: string, more: Partial<Up<'send_message'>> = {}): string {
    const message_id = randomUUID()
    this.send({ type: 'send_message', message_id, content, ...more })
    return message_id
  }

  /** Waits until `look` answers something, at most `ms`. */
  async until<Value>(look: () => Value | undefined | false, ms = 30_000, what = 'something'): Promise<Value> {
    let found = look()
    if (found) return found
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`waited ${ms} ms for ${what}`)), ms)
      this.#whenever(
        () => Boolean((found = look())),
        () => {
          clearTimeout(late)
          resolve()
        },
      )
    })
    return found as Value
  }

  answers(): KnownMessage[] {
    return [...this.messages.values()].filter((message) => message.role === 'assistant')
  }

  #whenever(condition: () => boolean, act: () => void): void {
    if (condition()) return act()
    const waiter = () => {
      if (!condition()) return
      this.#waiters.delete(waiter)
      act()
    }
    this.#waiters.add(waiter)
  }

  #take(data: Buffer): void {
    this.bytes += data.length
    const frame = JSON.parse(data.toString()) as ThreadDown
    if (frame.type === 'connection_established') this.#begin(frame)
    else if (frame.type === 'error') this.faults.push(`error ${frame.error_code}: ${frame.error}`)
    else if ('seq' in frame) this.#event(frame)
    for (const waiter of this.#waiters) waiter()
  }

  #begin(frame: Extract<ThreadDown, { type: 'connection_established' }>): void {
    this.connections++
    if (frame.seq < this.seq) this.faults.push(`connected after ${this.seq}, and the newest is ${frame.seq}`)
    if (frame.snapshot) {
      this.messages.clear()
      for (const message of frame.snapshot.messages) this.#put(message)
      for (const live of frame.snapshot.streaming) this.#overwrite(live)
      this.seq = frame.seq
      return
    }
    const promised = frame.replay_from ?? frame.seq + 1
    if (promised !== this.seq + 1) this.faults.push(`connected after ${this.seq}, promised from ${promised}`)
  }

  /** S2: what was seen is dropped, a gap means: reconnect. */
  #event(frame: ThreadEvent): void {
    if (frame.seq <= this.seq) return
    const first = (frame.type === 'stream_chunk' && frame.from_seq) || frame.seq
    if (first !== this.seq + 1) return this.#gap(first)
    this.seq = frame.seq
    this.#apply(frame)
  }

  #gap(first: number): void {
    this.faults.push(`a gap: had ${this.seq}, got ${first}`)
    this.cut()
    void this.connect().catch(() => {})
  }

  #apply(frame: ThreadEvent): void {
    switch (frame.type) {
      case 'new_message':
      case 'message_updated':
        return this.#put(frame.message)
      case 'assistant_message_start':
        this.messages.set(frame.message_id, blank(frame.message_id, 'assistant', 'streaming'))
        return
      case 'stream_chunk':
        return this.#chunk(frame)
      case 'tool_call':
        return this.#toolCall(frame)
      case 'branch_selected':
        for (const message of frame.messages) this.#put(message)
        return
      case 'turn':
      case 'message_deleted':
      case 'thread_updated':
        return
    }
  }

  #chunk(frame: StreamChunk): void {
    const known = this.messages.get(frame.message_id)
    if (!known) return void this.faults.push(`a chunk of an unknown message ${frame.message_id}`)
    if (frame.kind === 'reasoning') known.reasoning += frame.chunk
    else known.content += frame.chunk
    known.seen.push({ at: Date.now(), length: known.content.length })
    if (frame.is_final) known.status = frame.finish_reason ?? 'ended without a reason'
  }

  #toolCall(frame: Down<'tool_call'>): void {
    const { type: _type, seq: _seq, message_id, ...call } = frame
    const known = this.messages.get(message_id)
    if (!known) return void this.faults.push(`a call of an unknown message ${message_id}`)
    const at = known.tool_calls.findIndex(({ tool_call_id }) => tool_call_id === call.tool_call_id)
    if (at < 0) known.tool_calls.push(call)
    else known.tool_calls[at] = call
  }

  #put(message: Message): void {
    const known = this.messages.get(message.id) ?? blank(message.id, message.role, message.status)
    const { content, reasoning = '', status, tool_calls = [] } = message
    Object.assign(known, { content, reasoning, status, tool_calls: [...tool_calls] })
    this.messages.set(message.id, known)
  }

  #overwrite(live: Snapshot['streaming'][number]): void {
    const known = this.messages.get(live.message_id)
    if (known) Object.assign(known, { content: live.content, reasoning: live.reasoning, status: 'streaming' })
  }
}

function blank(id: string, role: string, status: string): KnownMessage {
  return { id, role, content: '', reasoning: '', status, tool_calls: [], seen: [] }
}
