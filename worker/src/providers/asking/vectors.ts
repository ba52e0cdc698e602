/** Throws when this isn't a list of vectors. */
export function readVectors(rows: unknown): number[][] {
  const right = (row: unknown) => Array.isArray(row) && row.every((value) => typeof value === 'number')
  if (!Array.isArray(rows) || !rows.length || !rows.every(right)) throw new Error('not a list of vectors')
  return rows as number[][]
}
