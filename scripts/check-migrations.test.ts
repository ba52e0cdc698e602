import path from 'node:path'
import { expect, test } from 'vitest'
import { checkMigration, checkMigrations } from './check-migrations.mjs'

test('ours are additive', () => {
  expect(checkMigrations(path.join(import.meta.dirname, '..', 'migrations'))).toEqual([])
})

test('a table rebuild, as drizzle-kit writes it, is refused', () => {
  const rebuild = `PRAGMA foreign_keys=OFF;
CREATE TABLE \`__new_users\` (id TEXT PRIMARY KEY);
INSERT INTO \`__new_users\` SELECT id FROM users;
DROP TABLE users;
ALTER TABLE \`__new_users\` RENAME TO users;`
  expect(checkMigration(rebuild)).toEqual([
    'line 2: a rebuilt table (__new_)',
    'line 4: DROP TABLE',
    'line 5: a rename',
    'line 1: a PRAGMA that hides a rebuild',
  ])
})

test.each([
  'drop  table users;',
  'ALTER TABLE users DROP COLUMN email;',
  'ALTER TABLE users DROP email;',
  'ALTER TABLE users RENAME TO people;',
  'ALTER TABLE users RENAME COLUMN a TO b;',
  'CREATE TABLE a (b TEXT REFERENCES c (id) ON DELETE\n CASCADE);',
])('%s is refused', (sql) => expect(checkMigration(sql)).toHaveLength(sql.includes('COLUMN email') ? 2 : 1))

test('columns, tables and indexes may come; comments and texts may say anything', () => {
  const sql = `-- instead of DROP TABLE users
/* RENAME nothing */
ALTER TABLE users ADD COLUMN note TEXT DEFAULT 'DROP TABLE users';
CREATE INDEX a ON b (c); DROP INDEX old;`
  expect(checkMigration(sql)).toEqual([])
})
