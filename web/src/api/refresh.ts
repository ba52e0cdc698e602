type Outcome = 'refreshed' | 'signed-out' | 'no-answer'

const STORED = 'edgewise.refreshed_at'
let last: { at: number; outcome: Outcome } = { at: 0, outcome: 'no-answer' }
let running: Promise<Outcome> | undefined

/** When another tab refreshed the cookies that all tabs share. Not a secret, only a time. */
function otherTabAt(): number {
  try {
    return Number(localStorage.getItem(STORED) ?? 0)
  } catch {
    return 0
  }
}

function remember(outcome: Outcome): Outcome {
  last = { at: Date.now(), outcome }
  try {
    if (outcome === 'refreshed') localStorage.setItem(STORED, String(last.at))
  } catch {
    // Storage is blocked: tabs then refresh one after the other, which is only slower.
  }
  return outcome
}

async function refresh(since: number): Promise<Outcome> {
  if (otherTabAt() >= since) return remember('refreshed')
  const headers = { 'content-type': 'application/json' }
  const response = await fetch('/api/v1/auth/refresh', { method: 'POST', headers, body: '{}' }).catch(() => undefined)
  if (!response || response.status >= 500 || response.status === 429) return remember('no-answer')
  return remember(response.ok ? 'refreshed' : 'signed-out')
}

/**
 * New cookies for a request that began at `since` and met 401. A refresh token works once, so there is one refresh at
 * a time over all tabs, and whoever waited uses what the first one got.
 */
export function refreshOnce(since: number): Promise<Outcome> {
  if (last.at >= since && last.outcome !== 'no-answer') return Promise.resolve(last.outcome)
  running ??= locked(() => refresh(since)).finally(() => (running = undefined))
  return running
}

/** A new session makes what was known about the old one void. */
export function forgetRefresh(): void {
  last = { at: 0, outcome: 'no-answer' }
}

function locked(job: () => Promise<Outcome>): Promise<Outcome> {
  // Only on https and localhost; elsewhere tabs may meet, and the loser signs in again.
  return navigator.locks ? navigator.locks.request('edgewise.refresh', job) : job()
}
