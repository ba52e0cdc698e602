import { env } from 'cloudflare:workers'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as budgetSchema from './schema-budgets.ts'
import * as schema from './schema.ts'

const tables = Object.values({ ...schema, ...budgetSchema })
  .filter((table) => is(table, SQLiteTable))
  .map((table) => getTableConfig(table))

test('the migrations make exactly these tables', async () => {
  const made = await env.DB.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table'`).all<{
    name: string
    sql: string
  }>()
  const ours = made.results.filter(({ name }) => !/^(_cf_|d1_|sqlite_)/.test(name))
  expect(ours.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name).sort())
  for (const { name, sql } of ours) expect(sql, name).toMatch(/WITHOUT ROWID$/)
})

test.each(tables.map((table) => [table.name, table] as const))('%s has these columns', async (name, { columns }) => {
  const made = await env.DB.prepare(`PRAGMA table_info(${name})`).all<{ name: string; type: string; notnull: number }>()
  const inSql = made.results.map((column) => `${column.name} ${column.type} ${column.notnull === 1 ? 'NOT NULL' : ''}`)
  const inCode = columns.map(
    (each) => `${each.name} ${each.getSQLType().toUpperCase()} ${each.notNull ? 'NOT NULL' : ''}`,
  )
  // what a later migration added stands last
  expect(inSql.sort()).toEqual(inCode.sort())
})
