import { and, desc, eq, lt, or } from 'drizzle-orm'
import type { Budget } from '#protocol/budget.ts'
import type { Account } from '#protocol/rest/admin.ts'
import type { Page } from '#protocol/rest/operation.ts'
import { readCursor, writeCursor } from '../lib/cursor.ts'
import { budgetsOfPeople } from './ledger/budgets.ts'
import { library } from './library.ts'
import { users } from './schema.ts'
import { userColumns } from './sessions.ts'

const ORDER = 'created'

/** Every account with its budgets, newest first. */
export async function listAccounts(db: D1Database, page: { limit: number; cursor?: string }): Promise<Page<Account>> {
  const cursor = readCursor(page.cursor, ORDER)
  const earlier = cursor
    ? or(lt(users.created_at, cursor.value), and(eq(users.created_at, cursor.value), lt(users.id, cursor.id)))
    : undefined
  const newest = library(db)
    .select(userColumns)
    .from(users)
    .where(earlier)
    .orderBy(desc(users.created_at), desc(users.id))
  const rows = await newest.limit(page.limit + 1)
  const shown = rows.slice(0, page.limit)
  const budgets = await budgetsOfPeople(
    db,
    shown.map((user) => user.id),
  )
  const own = (userId: string): Budget[] => budgets.filter((budget) => budget.target_id === userId)
  const last = rows.length > page.limit ? shown.at(-1) : undefined
  return {
    items: shown.map((user) => ({ ...user, budgets: own(user.id) })),
    next_cursor: last ? writeCursor({ order: ORDER, value: last.created_at, id: last.id }) : null,
  }
}
