const WINDOW_MS = 60_000

const COUNT = `INSERT INTO limits (bucket, count, resets_at) VALUES (?1, 1, ?2 + ${WINDOW_MS})
  ON CONFLICT (bucket) DO UPDATE SET
    count = CASE WHEN resets_at <= ?2 THEN 1 ELSE count + 1 END,
    resets_at = CASE WHEN resets_at <= ?2 THEN ?2 + ${WINDOW_MS} ELSE resets_at END
  RETURNING bucket, count, resets_at`

export interface Counted {
  count: number
  /** Milliseconds since 1970. */
  resets_at: number
}

/** Counts an attempt in each bucket's minute. Kept in D1: every isolate sees the same count. */
export async function countAttempt(db: D1Database, buckets: string[]): Promise<Counted[]> {
  const now = Date.now()
  const results = await db.batch<Counted>(buckets.map((bucket) => db.prepare(COUNT).bind(bucket, now)))
  return results.flatMap((result) => result.results)
}
