import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'

export type Library = DrizzleD1Database

/** D1 through Drizzle. Cheap to make: one for each use. */
export function library(db: D1Database): Library {
  return drizzle(db)
}

/** Whether a write failed because a unique index has such a row already. */
export function isTaken(error: unknown): boolean {
  const words = error instanceof Error ? `${error.message} ${String(error.cause)}` : ''
  return words.includes('UNIQUE constraint failed')
}
