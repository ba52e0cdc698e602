import { and, desc, eq, gt, lt, ne } from 'drizzle-orm'
import type { User } from '#protocol/rest/auth.ts'
import { library } from './library.ts'
import { idempotency, limits, sessions, users, wsTickets } from './schema.ts'

export type SessionRow = typeof sessions.$inferSelect

/** What is public about an account. */
export const userColumns = {
  id: users.id,
  username: users.username,
  email: users.email,
  is_admin: users.is_admin,
  created_at: users.created_at,
}

export async function insertSession(db: D1Database, row: SessionRow): Promise<void> {
  await library(db).insert(sessions).values(row)
}

/** The account of a session that lives, in one query. */
export async function userOfSession(db: D1Database, sessionId: string, userId: string): Promise<User | undefined> {
  const alive = and(eq(sessions.id, sessionId), eq(sessions.user_id, userId), gt(sessions.expires_at, now()))
  const query = library(db).select(userColumns).from(sessions).innerJoin(users, eq(users.id, sessions.user_id))
  return query.where(alive).get()
}

export interface Rotation {
  expires_at: string
  address: string
  user_agent: string
}

/** Moves a session on to its next generation, if `generation` is the current one. Of two at once only one gets it. */
export async function rotateSession(
  db: D1Database,
  id: string,
  generation: number,
  rotation: Rotation,
): Promise<SessionRow | undefined> {
  const at = now()
  const values = { ...rotation, generation: generation + 1, rotated_at: at, last_used_at: at }
  const current = and(eq(sessions.id, id), eq(sessions.generation, generation), gt(sessions.expires_at, at))
  return library(db).update(sessions).set(values).where(current).returning().get()
}

export async function findSession(db: D1Database, id: string): Promise<SessionRow | undefined> {
  return library(db)
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), gt(sessions.expires_at, now())))
    .get()
}

export async function listSessions(db: D1Database, userId: string): Promise<SessionRow[]> {
  const own = and(eq(sessions.user_id, userId), gt(sessions.expires_at, now()))
  return library(db).select().from(sessions).where(own).orderBy(desc(sessions.last_used_at), sessions.id)
}

/** Whether there was such a session of this person. */
export async function endSession(db: D1Database, userId: string, id: string): Promise<boolean> {
  const own = and(eq(sessions.id, id), eq(sessions.user_id, userId))
  const gone = await library(db).delete(sessions).where(own).returning({ id: sessions.id })
  return gone.length > 0
}

export async function endOtherSessions(db: D1Database, userId: string, keep: string): Promise<void> {
  await library(db)
    .delete(sessions)
    .where(and(eq(sessions.user_id, userId), ne(sessions.id, keep)))
}

export async function insertTicket(db: D1Database, row: typeof wsTickets.$inferInsert): Promise<void> {
  await library(db).insert(wsTickets).values(row)
}

/** Takes a ticket away and answers whose it was: it opens one socket. */
export async function takeTicket(db: D1Database, ticketHash: string) {
  const live = and(eq(wsTickets.ticket_hash, ticketHash), gt(wsTickets.expires_at, now()))
  return library(db).delete(wsTickets).where(live).returning().get()
}

/** Rows that have ended. Called at sign-ins, so that nothing needs a clock of its own. */
export async function sweep(db: D1Database): Promise<void> {
  const dayAgo = new Date(Date.now() - 86_400_000).toISOString()
  const d1 = library(db)
  await d1.batch([
    d1.delete(sessions).where(lt(sessions.expires_at, now())),
    d1.delete(wsTickets).where(lt(wsTickets.expires_at, now())),
    d1.delete(limits).where(lt(limits.resets_at, Date.now())),
    d1.delete(idempotency).where(lt(idempotency.created_at, dayAgo)),
  ])
}

function now(): string {
  return new Date().toISOString()
}
