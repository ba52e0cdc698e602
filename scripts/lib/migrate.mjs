import fs from 'node:fs'
import path from 'node:path'
import { splitSql } from './ask-wrangler.mjs'
import { root } from './paths.mjs'
import { hashOf } from './stamp.mjs'
import { withLocalDatabase } from '../serve/miniflare.mjs'

/** The table that `wrangler d1 migrations` keeps, so that both know what the other did. */
const ledger = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`

/** Applies what the local D1 of this state folder lacks. Does not open it when nothing has changed since the last time. */
export async function migrate(state) {
  const wanted = hashOf('migrations')
  const stamp = path.join(state, 'v3', 'd1', 'migrated')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return
  const applied = await withLocalDatabase(state, applyAll)
  fs.mkdirSync(path.dirname(stamp), { recursive: true })
  fs.writeFileSync(stamp, wanted)
  if (applied) console.log(`Applied ${applied} ${applied === 1 ? 'migration' : 'migrations'}`)
}

async function applyAll(database) {
  await database.prepare(ledger).run()
  const { results } = await database.prepare('SELECT name FROM d1_migrations').all()
  const known = new Set(results.map((row) => row.name))
  const missing = migrationFiles().filter((name) => !known.has(name))
  for (const name of missing) await apply(database, name)
  return missing.length
}

export function migrationFiles() {
  return fs
    .readdirSync(path.join(root, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

/** One batch is one transaction: a migration that fails leaves nothing of itself behind. */
async function apply(database, name) {
  const statements = splitSql(path.join(root, 'migrations', name)).map((statement) => database.prepare(statement))
  const note = database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name)
  await database.batch([...statements, note])
}
