import { batch, createSignal, onCleanup, type Accessor } from 'solid-js'
import { createStore, produce } from 'solid-js/store'
import type { ErrorFrame, ThreadDown } from '#protocol/thread-down.ts'
import type { ThreadUp, Up } from '#protocol/thread-up.ts'
import { ApiError } from '../api/client.ts'
import { getThread, listMessages } from '../api/threads.ts'
import { makeConnection, type ConnectionState } from './connection.ts'
import { makeFrameBatch } from './frame-batch.ts'
import { openSocket } from './open-socket.ts'
import { makeOutbox, type Outbox } from './outbox.ts'
import { makeOutboxStore } from './outbox-store.ts'
import { parseFrame } from './parse-frame.ts'
import { prependOlder, trimOlder } from './path.ts'
import { applyFrame } from './reducer.ts'
import { createThreadState, type ThreadState } from './state.ts'
import { watchNetwork } from './watch-network.ts'

export interface ThreadSession {
  thread_id: string
  /** Whose browser this is. */
  owner_id: string
  state: ThreadState
  connection: Accessor<ConnectionState>
  /** The room's refusal of something other than a message that waits here. */
  refusal: Accessor<ErrorFrame | null>
  clearRefusal(): void
  send(frame: Up<'send_message'>): void
  outbox: Outbox
  /** Sends a frame that nothing keeps. False: no connection, nothing happened. */
  act(frame: ThreadUp): boolean
  /** Loads what is older than the first message shown. */
  loadOlder(): Promise<void>
  /** Forgets what lies far above: for a reader who is at the end. */
  trim(): void
  reconnect(): void
  /** Hears every applied frame, once, after the state has it. */
  onFrames(listener: (frames: ThreadDown[]) => void): void
}

/** A reader at the end needs no more than the last messages in memory. */
const TRIM_FROM = 400
const TRIM_TO = 150

/** One thread, live: state, connection and outbox as one, for as long as the owner lives. */
export function createThreadSession(threadId: string, ownerId: string): ThreadSession {
  const [state, setState] = createStore<ThreadState>(createThreadState())
  const [connection, setConnection] = createSignal<ConnectionState>({ name: 'connecting', attempt: 0 })
  const [refusal, setRefusal] = createSignal<ErrorFrame | null>(null)
  const listeners: ((frames: ThreadDown[]) => void)[] = []
  /** A second gap at the same place: the log can't help, so a snapshot is asked for. */
  let gapAt = -1
  let fresh = false
  let opening = false

  const frames = makeFrameBatch<ThreadDown>(apply)
  const outbox = makeOutbox({
    change: (edit) => setState('pending', edit([...state.pending])),
    pending: () => state.pending,
    send: (frame) => line.send(frame),
    store: makeOutboxStore(localStorage, ownerId, threadId),
  })

  function apply(arrived: ThreadDown[]): void {
    let gap = false
    const applied: ThreadDown[] = []
    batch(() => {
      setState(
        produce((draft) => {
          for (const frame of arrived) {
            gap = applyFrame(draft, frame) === 'gap'
            if (gap) return
            applied.push(frame)
          }
        }),
      )
      for (const frame of applied) noteRefusal(frame)
    })
    outbox.settle()
    if (applied.some((frame) => frame.type === 'connection_established')) outbox.connected()
    for (const listener of listeners) listener(applied)
    if (gap) resync()
  }

  function noteRefusal(frame: ThreadDown): void {
    if (frame.type !== 'error') return
    if (state.pending.some((pending) => pending.frame.message_id === frame.message_id)) return
    setRefusal(frame)
  }

  function resync(): void {
    fresh = gapAt === state.seq
    gapAt = state.seq
    frames.clear()
    if (!opening) line.reconnect()
  }

  const line = makeConnection<ThreadUp, ThreadDown>({
    open() {
      opening = true
      frames.flush()
      opening = false
      const after = fresh ? 0 : state.seq
      fresh = false
      return openSocket(`/ws/chat/${threadId}`, after)
    },
    parse: parseFrame<ThreadDown>,
    greeting: (frame) => (frame.type === 'connection_established' ? frame : null),
    onFrame(frame) {
      frames.push(frame)
      // What a thread opens with is not worth a frame's wait.
      if (frame.type === 'connection_established') frames.flush()
    },
    onState(next) {
      setConnection(next)
      if (next.name !== 'live') outbox.disconnected()
    },
    check: () => checkThread(threadId),
  })
  const unwatch = watchNetwork(line)
  onCleanup(() => {
    unwatch()
    line.close()
    frames.clear()
    outbox.close()
  })

  let loading: Promise<void> | null = null
  async function older(): Promise<void> {
    const before = state.list[0]
    if (!state.hasMore || before === undefined) return
    const { messages, has_more } = await listMessages(threadId, { before, limit: 100, include_deleted: true })
    if (state.list[0] !== before) return
    setState(produce((draft) => prependOlder(draft, messages, has_more)))
  }

  return {
    thread_id: threadId,
    owner_id: ownerId,
    state,
    connection,
    refusal,
    clearRefusal: () => setRefusal(null),
    send: outbox.add,
    outbox,
    act: (frame) => line.send(frame),
    loadOlder: () => (loading ??= older().finally(() => (loading = null))),
    trim() {
      if (state.list.length > TRIM_FROM) setState(produce((draft) => trimOlder(draft, TRIM_TO)))
    },
    reconnect: line.wake,
    onFrames: (listener) => void listeners.push(listener),
  }
}

async function checkThread(threadId: string): Promise<'ok' | 'unreachable' | 'unauthorized' | 'not_found'> {
  try {
    await getThread(threadId)
    return 'ok'
  } catch (error) {
    if (!(error instanceof ApiError)) return 'unreachable'
    if (error.status === 404) return 'not_found'
    return error.status === 401 ? 'unauthorized' : 'unreachable'
  }
}
