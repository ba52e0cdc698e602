/** A table as RFC 4180 has it, with a header. A spreadsheet runs what begins like a formula: such a text gets a quote before it. */
export function csv<Row extends object>(columns: (keyof Row & string)[], rows: Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))]
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

function cell(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (value === null || value === undefined) return ''
  const text = String(value)
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
