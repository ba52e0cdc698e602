/**
 * Applies the migrations that this object's SQLite has not seen yet, in order, and remembers how many. Each is one transaction
 * with its record: whatever cuts it short, the next opening begins with the one that was not done.
 * A table of our own, since `PRAGMA user_version` is denied in a Durable Object.
 */
export function migrate(storage: DurableObjectStorage, migrations: string[]): void {
  const { sql } = storage
  sql.exec('CREATE TABLE IF NOT EXISTS _migrations (id INTEGER PRIMARY KEY)')
  const applied = sql.exec<{ count: number }>('SELECT count(*) AS count FROM _migrations').one().count
  for (const [offset, statements] of migrations.slice(applied).entries()) {
    storage.transactionSync(() => {
      sql.exec(statements)
      sql.exec('INSERT INTO _migrations (id) VALUES (?)', applied + offset + 1)
    })
  }
}
