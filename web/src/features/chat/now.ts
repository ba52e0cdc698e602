import { createSignal, onCleanup, type Accessor } from 'solid-js'

/** The time, once a second while somebody looks at it. */
export function createNow(every = 1000): Accessor<number> {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), every)
  onCleanup(() => clearInterval(timer))
  return now
}
