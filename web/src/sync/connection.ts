import { CLOSE } from '#protocol/close.ts'
import { backoff } from './backoff.ts'
import { makeHeartbeat } from './heartbeat.ts'
import { hearVersion } from './server-version.ts'

/** `outdated`: the object speaks another MAJOR version; nothing that it says is acted on. */
export type StopReason = 'closed' | 'unauthorized' | 'not_found' | 'outdated'
export type ConnectionState =
  | { name: 'connecting'; attempt: number }
  | { name: 'live' }
  | { name: 'disconnected'; attempt: number; retry_at: number }
  | { name: 'stopped'; reason: StopReason; words: string }

/** What of a WebSocket is used here, so that tests can give their own. */
export interface Socket {
  readyState: number
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number; reason: string }) => void) | null
  send(text: string): void
  close(code?: number): void
}

/** What an object's socket needs to be known of it. */
export interface ConnectionPorts<Down> {
  /** A new socket, asking for what came after the newest that is known here. */
  open(): Socket
  /** A frame of this object, or null for what it never sends. */
  parse(data: unknown): Down | null
  /** The object's first frame, null for others: only after it is the line live. */
  greeting(frame: Down): { protocol_version: string } | null
  onFrame(frame: Down): void
  onState(state: ConnectionState): void
  /** Why an upgrade failed, which a browser can't see: something behind the same door is asked for over REST. */
  check(): Promise<'ok' | 'unreachable' | 'unauthorized' | 'not_found'>
  random?: () => number
}

export interface Connection<Up> {
  /** False when nothing is connected: what must not be lost belongs into the outbox. */
  send(frame: Up): boolean
  /** Connects now, or asks a socket that seems alive whether it is. */
  wake(): void
  /** Gives the socket up and connects again at once: after a gap, or when the network has gone. */
  reconnect(): void
  /** The network says it is gone: shown at once, tried again as after any loss. */
  lose(): void
  close(): void
}

const OPEN = 1
/** A connection that lived this long counts as one that works: the next loss starts at 1 s again. */
const PROVEN_MS = 5000

/** Keeps one live socket to a durable object. Every event of a socket that isn't the newest is dropped. */
export function makeConnection<Up, Down>(ports: ConnectionPorts<Down>): Connection<Up> {
  let socket: Socket | null = null
  let generation = 0
  let attempt = 0
  let liveAt = 0
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const heartbeat = makeHeartbeat(
    (text) => socket?.send(text),
    () => dropped(),
  )

  function abandon(): void {
    generation++
    heartbeat.stop()
    clearTimeout(timer)
    const old = socket
    socket = null
    if (!old) return
    old.onopen = old.onmessage = old.onclose = null
    old.close()
  }

  function connect(): void {
    abandon()
    if (stopped) return
    const mine = generation
    let opened = false
    liveAt = 0
    ports.onState({ name: 'connecting', attempt })
    const next = ports.open()
    socket = next
    next.onopen = () => {
      if (mine !== generation) return
      opened = true
      heartbeat.start()
    }
    next.onmessage = (event) => mine === generation && received(event.data)
    next.onclose = (event) => mine === generation && closed(event, opened)
  }

  function received(data: unknown): void {
    heartbeat.heard()
    const frame = ports.parse(data)
    if (!frame) return
    const greeting = ports.greeting(frame)
    if (greeting) {
      if (hearVersion(greeting.protocol_version) === 'apart') return stop('outdated', '')
      liveAt = Date.now()
      ports.onState({ name: 'live' })
    }
    ports.onFrame(frame)
  }

  function closed(event: { code: number; reason: string }, opened: boolean): void {
    if (event.code === CLOSE.doNotReconnect) return stop('closed', event.reason)
    dropped()
    if (opened) return
    const mine = generation
    void ports.check().then((answer) => {
      if (mine !== generation || answer === 'ok' || answer === 'unreachable') return
      stop(answer, '')
    })
  }

  function dropped(): void {
    abandon()
    if (liveAt > 0 && Date.now() - liveAt >= PROVEN_MS) attempt = 0
    const wait = backoff(attempt, ports.random)
    attempt++
    timer = setTimeout(connect, wait)
    ports.onState({ name: 'disconnected', attempt, retry_at: Date.now() + wait })
  }

  function stop(reason: StopReason, words: string): void {
    stopped = true
    abandon()
    ports.onState({ name: 'stopped', reason, words })
  }

  connect()
  return {
    send(frame) {
      if (liveAt === 0 || socket?.readyState !== OPEN) return false
      socket.send(JSON.stringify(frame))
      return true
    },
    wake() {
      if (stopped) return
      if (liveAt > 0 && socket?.readyState === OPEN) return heartbeat.ask()
      attempt = 0
      connect()
    },
    reconnect: connect,
    lose() {
      if (stopped || !socket) return
      dropped()
    },
    close() {
      stopped = true
      abandon()
    },
  }
}
