import type { Role } from '#protocol/person.ts'

const SQL = `SELECT m.role FROM threads t
  JOIN projects p ON p.id = t.project_id
  JOIN members m ON m.project_id = t.project_id
  WHERE t.id = ?1 AND m.user_id = ?2 AND t.deleted_at IS NULL AND p.deleted_at IS NULL
    AND (EXISTS (SELECT 1 FROM sessions s WHERE s.id = ?3 AND s.user_id = ?2 AND s.expires_at > ?4)
      OR EXISTS (SELECT 1 FROM tokens k WHERE k.id = ?3 AND k.user_id = ?2 AND (k.expires_at IS NULL OR k.expires_at > ?4)))`

/** The role somebody has in a thread's project, while their session (or access token) lives; null: they may not be there any more. */
export async function stillMember(
  db: D1Database,
  who: { user_id: string; session_id: string; thread_id: string },
): Promise<Role | null> {
  const now = new Date().toISOString()
  const row = await db.prepare(SQL).bind(who.thread_id, who.user_id, who.session_id, now).first<{ role: Role }>()
  return row?.role ?? null
}
