/**
 * Applies the statements that this object's SQLite has not seen yet, in order, and remembers how many.
 * A table of our own, since `PRAGMA user_version` is denied in a Durable Object.
 */
export function migrate(sql: SqlStorage, migrations: string[]): void {
  sql.exec('CREATE TABLE IF NOT EXISTS _migrations (id INTEGER PRIMARY KEY)')
  const applied = sql.exec<{ count: number }>('SELECT count(*) AS count FROM _migrations').one().count
  for (const [offset, statement] of migrations.slice(applied).entries()) {
    sql.exec(statement)
    sql.exec('INSERT INTO _migrations (id) VALUES (?)', applied + offset + 1)
  }
}
