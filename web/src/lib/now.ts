import { createSignal } from 'solid-js'

const [now, setNow] = createSignal(Date.now())
setInterval(() => {
  if (document.visibilityState === 'visible') setNow(Date.now())
}, 30_000)
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && setNow(Date.now()))

/** The time, for what says "now" or "5 min ago": moves twice a minute while somebody looks. */
export { now }
