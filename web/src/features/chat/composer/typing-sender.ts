const STOP_AFTER_MS = 3000
const REPEAT_MS = 4000

export interface TypingSender {
  typed(): void
  stop(): void
}

/** Tells the others that somebody writes: once when it begins, again while it lasts, and when it ends. */
export function makeTypingSender(send: (isTyping: boolean) => boolean): TypingSender {
  let sentAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(timer)
    if (sentAt === 0) return
    sentAt = 0
    send(false)
  }
  return {
    typed() {
      clearTimeout(timer)
      timer = setTimeout(stop, STOP_AFTER_MS)
      if (Date.now() - sentAt < REPEAT_MS) return
      if (send(true)) sentAt = Date.now()
    },
    stop,
  }
}
