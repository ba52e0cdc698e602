import type { MeEstablished, PersonDown, PersonEvent } from '#protocol/person-down.ts'
import type { PersonUp } from '#protocol/person-up.ts'
import { ApiError } from '../api/client.ts'
import { getProfile } from '../api/users.ts'
import { makeConnection, type Connection, type Socket } from './connection.ts'
import { openSocket } from './open-socket.ts'
import { parseFrame } from './parse-frame.ts'

export interface PersonPorts {
  /** How a list changes; each once, in order. */
  onEvent(frame: PersonEvent): void
  /** Something was missed: asks for the lists again. False: nobody answered, so it is missed still. */
  onGap(): Promise<boolean>
  open?: (after: number) => Socket
}

const RETRY_MS = 5_000

/** The line to a person's own object, for as long as the page lives (P2). */
export function makePersonLine(ports: PersonPorts): Connection<PersonUp> {
  const open = ports.open ?? ((after) => openSocket('/ws/me', after))
  let seq = 0
  let missed = false
  let asking = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function fill(): Promise<void> {
    clearTimeout(timer)
    if (asking) return
    asking = true
    let isAnswered = true
    while (missed && isAnswered) {
      missed = false
      isAnswered = await ports.onGap()
    }
    asking = false
    if (isAnswered) return
    missed = true
    timer = setTimeout(() => void fill(), RETRY_MS)
  }

  function greeted({ seq: newest, replay_from }: MeEstablished): void {
    const before = replay_from === undefined ? newest : replay_from - 1
    if (before !== seq) missed = true
    seq = before
    if (missed) void fill()
  }

  function received(frame: PersonDown): void {
    if (frame.type === 'me_established') return greeted(frame)
    if (!('seq' in frame) || frame.seq <= seq) return
    if (frame.seq !== seq + 1) return line.reconnect()
    seq = frame.seq
    ports.onEvent(frame)
  }

  const line = makeConnection<PersonUp, PersonDown>({
    open: () => open(seq),
    parse: parseFrame<PersonDown>,
    greeting: (frame) => (frame.type === 'me_established' ? frame : null),
    onFrame: received,
    onState: () => {},
    check: checkMe,
  })
  return {
    ...line,
    close() {
      clearTimeout(timer)
      line.close()
    },
  }
}

/** Why an upgrade failed. While the person is asked to sign in again this waits. */
async function checkMe(): Promise<'ok' | 'unreachable' | 'unauthorized'> {
  try {
    await getProfile()
    return 'ok'
  } catch (error) {
    return error instanceof ApiError && error.status === 401 ? 'unauthorized' : 'unreachable'
  }
}
