import { HEARTBEAT } from '#protocol/heartbeat.ts'

const EVERY_MS = 25_000
const DEAD_AFTER_MS = 10_000

export interface Heartbeat {
  start(): void
  /** Asks now, whatever the rhythm. */
  ask(): void
  /** Anything that arrives shows that the line is alive. */
  heard(): void
  stop(): void
}

/** Asks every 25 s; a line that stays silent for 10 s after a question is dead. */
export function makeHeartbeat(send: (text: string) => void, dead: () => void): Heartbeat {
  let rhythm: ReturnType<typeof setInterval> | undefined
  let deadline: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearInterval(rhythm)
    clearTimeout(deadline)
    deadline = undefined
  }
  const ask = () => {
    if (deadline !== undefined) return
    send(HEARTBEAT)
    deadline = setTimeout(() => {
      stop()
      dead()
    }, DEAD_AFTER_MS)
  }
  return {
    start() {
      stop()
      rhythm = setInterval(ask, EVERY_MS)
    },
    ask,
    heard() {
      clearTimeout(deadline)
      deadline = undefined
    },
    stop,
  }
}
