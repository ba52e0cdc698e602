import { expect, test } from 'vitest'
// @ts-expect-error plain JavaScript
import { migrationFaults } from './migrations.mjs'

test('the migrations of the repository only add', () => {
  expect(migrationFaults()).toEqual([])
})

test.each([
  'CREATE TABLE `__new_users` (id text);',
  'DROP TABLE `users`;',
  'drop table\nusers;',
  'ALTER TABLE x RENAME TO y;',
  'PRAGMA foreign_keys=OFF;',
  'CREATE VIRTUAL TABLE s USING fts5(text);',
])('%s is refused', (sql) => {
  expect(migrationFaults([['0001_one.sql', sql]])).toHaveLength(1)
})

test.each([
  'ALTER TABLE users ADD COLUMN color text;',
  '-- never DROP TABLE here',
  "INSERT INTO notes VALUES ('drop table it''s only words');",
])('%s passes', (sql) => {
  expect(migrationFaults([['0001_one.sql', sql]])).toEqual([])
})

test('a gap or a repeat in the numbers is refused', () => {
  const files = [
    ['0001_one.sql', ''],
    ['0003_three.sql', ''],
  ]
  expect(migrationFaults(files)).toHaveLength(1)
})
