import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { settings } from '../lib/settings.ts'

const WINDOW_MS = 60_000
const PEOPLE_MAX = 10_000
const windows = new Map<string, { count: number; until: number }>()

/** Requests of one person a minute. They are counted in this isolate's memory: this keeps a loop that ran wild off, it isn't a quota. */
export function limitRequests(env: Env, userId: string): void {
  const now = Date.now()
  const open = windows.get(userId)
  const window = open && open.until > now ? open : { count: 0, until: now + WINDOW_MS }
  if (!open && windows.size >= PEOPLE_MAX) windows.clear()
  windows.set(userId, window)
  window.count += 1
  if (window.count <= settings(env).LIMIT_API_PER_MINUTE) return
  const retry_after = Math.max(1, Math.ceil((window.until - now) / 1000))
  throw new AppError('rate_limit_exceeded', `Too many requests. Try again in ${retry_after} s.`, { retry_after })
}
