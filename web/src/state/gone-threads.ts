import type { ThreadSummary } from '#protocol/thread.ts'

interface Gone {
  why: 'deleted' | 'archived'
  /** The server has said so too: what it tells from now on is newer. */
  settled: boolean
}
const gone = new Map<string, Gone>()

/** Taken away here a moment ago: a page or a frame that was on its way must not bring it back. */
export function isGone(thread_id: string, showsArchived: boolean): boolean {
  const why = gone.get(thread_id)?.why
  return why === 'deleted' || (why === 'archived' && !showsArchived)
}

export function takeOut(thread_id: string, why: Gone['why'], settled = false): void {
  gone.set(thread_id, { why, settled })
}

/** The server has done what was asked of it. */
export function settle(thread_id: string): void {
  const known = gone.get(thread_id)
  if (known) known.settled = true
}

export function putBack(thread_id: string): void {
  gone.delete(thread_id)
}

/** The server tells of a thread: it is back where this was told after it went, and still gone where it was told before. */
export function heardThread({ id, archived }: Pick<ThreadSummary, 'id' | 'archived'>): void {
  const known = gone.get(id)
  if (!known) return
  if (known.why === 'archived' && archived) known.settled = true
  else if (known.settled) gone.delete(id)
}

/** A list that is asked for from now on knows what went. */
export function forgetSettled(): void {
  for (const [id, { settled }] of gone) if (settled) gone.delete(id)
}
