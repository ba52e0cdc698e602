import { eq } from 'drizzle-orm'
import type { User } from '#protocol/rest/auth.ts'
import { settings as settingsSchema, type Settings } from '#protocol/rest/users.ts'
import { AppError } from '../lib/error.ts'
import { isTaken, library } from './library.ts'
import { users } from './schema.ts'
import { userColumns } from './sessions.ts'

export interface NewUser {
  id: string
  username: string
  email: string
  password_hash: string
}

// One statement decides who is first: two at once can't both be.
const INSERT = `INSERT INTO users (id, username, email, password_hash, is_admin, settings, created_at)
  SELECT ?1, ?2, ?3, ?4, NOT EXISTS (SELECT 1 FROM users), '{}', ?5
  RETURNING is_admin`

/** Makes an account; the first one is the admin. Throws conflict when the email has one. */
export async function insertUser(db: D1Database, user: NewUser): Promise<User> {
  const created_at = new Date().toISOString()
  const { id, username, email, password_hash } = user
  const statement = db.prepare(INSERT).bind(id, username, email, password_hash, created_at)
  const row = await statement.first<{ is_admin: number }>().catch(refuseTaken)
  return { id, username, email, is_admin: row?.is_admin === 1, created_at }
}

/** Throws where the database doesn't answer. A table of ours rather than `SELECT 1`: one that nobody migrated is of no use. */
export async function readAnything(db: D1Database): Promise<void> {
  await db.prepare('SELECT 1 FROM users LIMIT 1').run()
}

export async function findLogin(db: D1Database, email: string) {
  const columns = { ...userColumns, password_hash: users.password_hash }
  return library(db).select(columns).from(users).where(eq(users.email, email)).get()
}

export async function passwordHashOf(db: D1Database, userId: string): Promise<string | undefined> {
  const query = library(db).select({ hash: users.password_hash }).from(users).where(eq(users.id, userId))
  return (await query.get())?.hash
}

export async function updateUser(
  db: D1Database,
  userId: string,
  change: { username?: string; email?: string; password_hash?: string },
): Promise<User | undefined> {
  if (Object.values(change).every((value) => value === undefined)) return findUser(db, userId)
  const update = library(db).update(users).set(change).where(eq(users.id, userId)).returning(userColumns)
  return update.get().catch(refuseTaken)
}

export async function findUser(db: D1Database, userId: string): Promise<User | undefined> {
  return library(db).select(userColumns).from(users).where(eq(users.id, userId)).get()
}

export async function findUserByEmail(db: D1Database, email: string): Promise<User | undefined> {
  return library(db).select(userColumns).from(users).where(eq(users.email, email)).get()
}

export async function settingsOf(db: D1Database, userId: string): Promise<Settings> {
  const row = await library(db).select({ settings: users.settings }).from(users).where(eq(users.id, userId)).get()
  return settingsSchema.parse(row?.settings ?? {})
}

/** Changes only what is given, in one statement: two tabs that change two settings both win. */
export async function changeSettings(db: D1Database, userId: string, change: Partial<Settings>): Promise<Settings> {
  const merged = `UPDATE users SET settings = json_patch(settings, ?) WHERE id = ? RETURNING settings`
  const row = await db.prepare(merged).bind(JSON.stringify(change), userId).first<{ settings: string }>()
  return settingsSchema.parse(JSON.parse(row?.settings ?? '{}'))
}

function refuseTaken(error: unknown): never {
  if (!isTaken(error)) throw error
  const fields = [{ field: 'email', message: 'has an account already' }]
  throw new AppError('conflict', 'This email has an account already.', { details: { fields } })
}
