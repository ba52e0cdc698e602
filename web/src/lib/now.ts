import { createSignal, onCleanup, type Accessor } from 'solid-js'

const [now, setNow] = createSignal(Date.now())
setInterval(() => {
  if (document.visibilityState === 'visible') setNow(Date.now())
}, 30_000)
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && setNow(Date.now()))

/** The time, for what says "now" or "5 min ago": moves twice a minute while somebody looks. */
export { now }

/** The time by the second, for what counts while it is shown. */
export function createNow(every = 1000): Accessor<number> {
  const [moment, setMoment] = createSignal(Date.now())
  const timer = setInterval(() => setMoment(Date.now()), every)
  onCleanup(() => clearInterval(timer))
  return moment
}
