import { and, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { Key } from '#protocol/rest/keys.ts'
import type { ProviderId } from '#protocol/rest/providers.ts'
import { AppError } from '../lib/error.ts'
import { isTaken, library, type Library } from './library.ts'
import { keys } from './schema.ts'

export type KeyRow = typeof keys.$inferSelect
export type KeyChange = Partial<Omit<KeyRow, 'id' | 'user_id' | 'provider' | 'created_at' | 'is_default'>>

export async function findKey(db: D1Database, userId: string, keyId: string): Promise<KeyRow | undefined> {
  const own = and(eq(keys.id, keyId.toLowerCase()), eq(keys.user_id, userId))
  return library(db).select().from(keys).where(own).get()
}

export async function listKeys(db: D1Database, userId: string): Promise<KeyRow[]> {
  return library(db)
    .select()
    .from(keys)
    .where(eq(keys.user_id, userId))
    .orderBy(keys.provider, keys.created_at, keys.id)
}

/** The active key of a provider that is used when none is named. */
export async function defaultKey(db: D1Database, userId: string, provider: ProviderId): Promise<KeyRow | undefined> {
  const own = and(eq(keys.user_id, userId), eq(keys.provider, provider), eq(keys.is_active, true))
  return library(db).select().from(keys).where(own).orderBy(desc(keys.is_default), keys.created_at, keys.id).get()
}

/** Adds a key. The first of a provider is its default whatever was asked; always exactly one is. */
export async function insertKey(db: D1Database, row: KeyRow): Promise<KeyRow> {
  const d1 = library(db)
  const insert = d1.insert(keys).values({ ...row, is_default: false })
  await d1.batch([insert, ...(row.is_default ? makeDefault(d1, row) : []), someDefault(d1, row)]).catch(refuseTaken)
  return (await findKey(db, row.user_id, row.id))!
}

/** `isDefault: false` hands it to another key of the provider; an only key stays the default. */
export async function updateKey(db: D1Database, row: KeyRow, change: KeyChange, isDefault?: boolean): Promise<KeyRow> {
  const d1 = library(db)
  // Sets at least one column, so that an empty change is a statement too.
  const update = d1
    .update(keys)
    .set({ ...change, provider: row.provider })
    .where(eq(keys.id, row.id))
  const marks = isDefault === undefined ? [] : isDefault ? makeDefault(d1, row) : handOver(d1, row)
  await d1.batch([update, ...marks, someDefault(d1, row)]).catch(refuseTaken)
  return (await findKey(db, row.user_id, row.id))!
}

export async function deleteKey(db: D1Database, row: KeyRow): Promise<void> {
  const d1 = library(db)
  await d1.batch([d1.delete(keys).where(eq(keys.id, row.id)), someDefault(d1, row)])
}

const HOUR_MS = 3_600_000

/** `last_used_at` is kept to the hour: a row for each turn would double what a turn writes. Nobody waits for it. */
export function noteKeyUse(db: D1Database, { id, last_used_at }: Pick<KeyRow, 'id' | 'last_used_at'>): void {
  if (last_used_at && Date.parse(last_used_at) > Date.now() - HOUR_MS) return
  const update = db.prepare('UPDATE keys SET last_used_at = ? WHERE id = ?').bind(new Date().toISOString(), id)
  update.run().catch(() => undefined)
}

/** Writes a key's text as it is sealed now, unless somebody has changed it meanwhile. */
export async function sealKeyAgain(
  db: D1Database,
  { id, sealed: before }: Pick<KeyRow, 'id' | 'sealed'>,
  { sealed, sealed_version }: Pick<KeyRow, 'sealed' | 'sealed_version'>,
): Promise<void> {
  const unchanged = and(eq(keys.id, id), eq(keys.sealed, before))
  await library(db).update(keys).set({ sealed, sealed_version }).where(unchanged)
}

export function shownKey(row: KeyRow): Key {
  const { user_id: _, sealed: __, sealed_version: ___, ...key } = row
  return key
}

const siblings = (row: KeyRow) => sql`user_id = ${row.user_id} AND provider = ${row.provider}`
const best = sql`ORDER BY is_active DESC, created_at, id LIMIT 1`
const mark = (d1: Library, is_default: boolean, where: SQL) => d1.update(keys).set({ is_default }).where(where)

function makeDefault(d1: Library, row: KeyRow) {
  return [mark(d1, false, siblings(row)), mark(d1, true, sql`id = ${row.id}`)]
}

function handOver(d1: Library, row: KeyRow) {
  const other = sql`SELECT id FROM keys WHERE ${siblings(row)} AND id <> ${row.id}`
  return [
    mark(d1, false, sql`id = ${row.id} AND EXISTS (${other})`),
    mark(d1, true, sql`id = (${other} ${best}) AND ${noDefault(row)}`),
  ]
}

/** Where a provider's keys have no default, the oldest active one becomes it. */
function someDefault(d1: Library, row: KeyRow) {
  return mark(d1, true, sql`id = (SELECT id FROM keys WHERE ${siblings(row)} ${best}) AND ${noDefault(row)}`)
}

function noDefault(row: KeyRow): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM keys WHERE ${siblings(row)} AND is_default = 1)`
}

function refuseTaken(error: unknown): never {
  if (!isTaken(error)) throw error
  const fields = [{ field: 'key_name', message: 'is the name of another key of yours' }]
  throw new AppError('conflict', 'You have a key of this name already.', { details: { fields } })
}
