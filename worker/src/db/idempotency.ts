/** Whose request under which key. */
export interface RequestName {
  user_id: string
  route: string
  key: string
}

export interface StoredAnswer {
  body_hash: string
  status: number | null
  body: string | null
}

const KEPT_MS = 24 * 3_600_000

// Takes the key if nobody has it, if what it kept is a day old, or if who had it never finished.
const BEGIN = `INSERT INTO idempotency (user_id, route, key, body_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
  ON CONFLICT (user_id, route, key) DO UPDATE SET
    body_hash = excluded.body_hash, status = NULL, body = NULL, created_at = excluded.created_at
  WHERE created_at < ?6 OR (status IS NULL AND created_at < ?7)`

/**
 * Null: this request is the one that runs. Otherwise what there is of the earlier one. One that has not ended after
 * `patienceMs` was cut short, and the next with its key may run.
 */
export async function beginOnce(
  db: D1Database,
  name: RequestName,
  bodyHash: string,
  patienceMs: number,
): Promise<StoredAnswer | null> {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
  const { user_id, route, key } = name
  const begun = await db.prepare(BEGIN).bind(user_id, route, key, bodyHash, ago(0), ago(KEPT_MS), ago(patienceMs)).run()
  if (begun.meta.changes > 0) return null
  const sql = 'SELECT body_hash, status, body FROM idempotency WHERE user_id = ? AND route = ? AND key = ?'
  const row = await db.prepare(sql).bind(user_id, route, key).first<StoredAnswer>()
  // The other one failed between the two statements: its caller will try again, and so may this one's.
  return row ?? { body_hash: bodyHash, status: null, body: null }
}

export async function keepAnswer(db: D1Database, name: RequestName, status: number, body: string): Promise<void> {
  const sql = 'UPDATE idempotency SET status = ?, body = ? WHERE user_id = ? AND route = ? AND key = ?'
  await db.prepare(sql).bind(status, body, name.user_id, name.route, name.key).run()
}

export async function forgetRequest(db: D1Database, name: RequestName): Promise<void> {
  const sql = 'DELETE FROM idempotency WHERE user_id = ? AND route = ? AND key = ?'
  await db.prepare(sql).bind(name.user_id, name.route, name.key).run()
}
