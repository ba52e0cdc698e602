/** `INSERT` of one row with a parameter for each column. */
export function insertInto(table: string, columns: string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
}

/** What an `ON CONFLICT DO UPDATE` sets: every column but these, to the row that was to be inserted. */
export function setExcluded(columns: string[], but: string[]): string {
  const changed = columns.filter((column) => !but.includes(column))
  return changed.map((column) => `${column} = excluded.${column}`).join(', ')
}
