/** How the threads of a person's projects stand: what runs, and what they have not read. */
export interface Standing {
  running: string[]
  /** Messages not read, by thread. */
  unread: Record<string, number>
}

/** Somebody with more that is new has other worries than its number. */
const MOST = 1_000

const SQL = `SELECT t.id, t.running, max(0, t.message_count - coalesce(r.message_count, 0)) AS unread FROM members m
  JOIN projects p ON p.id = m.project_id AND p.deleted_at IS NULL
  JOIN threads t ON t.project_id = m.project_id AND t.deleted_at IS NULL
  LEFT JOIN thread_reads r ON r.thread_id = t.id AND r.user_id = m.user_id
  WHERE m.user_id = ?1 AND (t.running = 1 OR (t.archived = 0 AND t.message_count > coalesce(r.message_count, 0)))
  ORDER BY t.last_activity_at DESC LIMIT ${MOST}`

export async function standingOf(db: D1Database, userId: string): Promise<Standing> {
  const { results } = await db.prepare(SQL).bind(userId).all<{ id: string; running: number; unread: number }>()
  return {
    running: results.filter((row) => row.running === 1).map((row) => row.id),
    unread: Object.fromEntries(results.filter((row) => row.unread > 0).map((row) => [row.id, row.unread])),
  }
}
