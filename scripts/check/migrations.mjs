import fs from 'node:fs'
import path from 'node:path'
import { migrationFiles } from '../lib/migrate.mjs'
import { root } from '../lib/paths.mjs'

/**
 * What a migration must not do. D1 enforces foreign keys even while a table is being rebuilt, so dropping the old table
 * deletes every row that hangs on it by ON DELETE CASCADE, and reports success. Migrations only add.
 */
const forbidden = [
  [/\bdrop\s+table\b/i, 'drops a table (a rebuild deletes every row that cascades from it)'],
  [/\brename\s+to\b/i, 'renames a table'],
  [/__new_/i, "rebuilds a table (drizzle-kit's __new_…)"],
  [/\bpragma\s+(defer_)?foreign_keys\b/i, 'turns foreign keys off, which does not help'],
  [/\bvirtual\s+table\b/i, 'makes a virtual table: this database must stay exportable'],
]

/** One line for each thing that a migration must not do. */
export function migrationFaults(files = readAll()) {
  const names = files.map(([name]) => name)
  const faults = files.flatMap(([name, sql]) => {
    const code = sql.replace(/--.*$/gm, '').replace(/'(?:[^']|'')*'/g, "''")
    return forbidden.filter(([pattern]) => pattern.test(code)).map(([, words]) => `migrations/${name} ${words}`)
  })
  const numbers = names.map((name) => Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]))
  const ordered = numbers.every((number, index) => number === index + 1)
  return ordered ? faults : [...faults, `migrations are not numbered 0001, 0002, … without a gap: ${names.join(', ')}`]
}

function readAll() {
  return migrationFiles().map((name) => [name, fs.readFileSync(path.join(root, 'migrations', name), 'utf8')])
}
