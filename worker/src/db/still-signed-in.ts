const SQL = `SELECT EXISTS (SELECT 1 FROM sessions s WHERE s.id = ?2 AND s.user_id = ?1 AND s.expires_at > ?3)
  OR EXISTS (SELECT 1 FROM tokens k WHERE k.id = ?2 AND k.user_id = ?1 AND (k.expires_at IS NULL OR k.expires_at > ?3)) AS alive`

/** Whether somebody's session (or access token) lives. */
export async function stillSignedIn(db: D1Database, userId: string, sessionId: string): Promise<boolean> {
  const row = await db.prepare(SQL).bind(userId, sessionId, new Date().toISOString()).first<{ alive: number }>()
  return row?.alive === 1
}
