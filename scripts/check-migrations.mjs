// Refuses migrations that D1 would carry out by losing rows: a rebuilt table takes along whatever hangs on it by CASCADE
// and reports success. Columns and tables are added; what is no longer used stays.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const refused = [
  { pattern: /__new_/i, what: 'a rebuilt table (__new_)' },
  { pattern: /\bDROP\s+TABLE\b/i, what: 'DROP TABLE' },
  { pattern: /\bDROP\s+COLUMN\b/i, what: 'DROP COLUMN' },
  { pattern: /\bALTER\s+TABLE\s+\S+\s+DROP\b/i, what: 'a dropped column' },
  { pattern: /\bRENAME\b/i, what: 'a rename' },
  { pattern: /\bON\s+DELETE\s+CASCADE\b/i, what: 'ON DELETE CASCADE' },
  { pattern: /\bPRAGMA\s+(writable_schema|foreign_keys)\b/i, what: 'a PRAGMA that hides a rebuild' },
]

/** What is wrong with the SQL of a migration: words with their line, or nothing. */
export function checkMigration(sql) {
  // Comments may name what they warn of; strings may hold anything. Lines stay where they are.
  const code = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (text) => text.replace(/[^\n]/g, ' '))
  return refused.flatMap(({ pattern, what }) => {
    const at = code.search(pattern)
    return at < 0 ? [] : [`line ${code.slice(0, at).split('\n').length}: ${what}`]
  })
}

/** Every complaint about the migrations of a folder, one line each. */
export function checkMigrations(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return files.sort().flatMap((name) => {
    return checkMigration(readFileSync(path.join(folder, name), 'utf8')).map((words) => `${name}, ${words}`)
  })
}

const isMain = process.argv[1] === fileURLToPath(import.meta.url)
if (isMain) {
  const complaints = checkMigrations(path.join(import.meta.dirname, '..', 'migrations'))
  for (const words of complaints) console.error(`migrations/${words}: not additive`)
  process.exitCode = complaints.length > 0 ? 1 : 0
}
