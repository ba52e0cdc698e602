/** How a line begins, by CommonMark's rules. Each works on one line without its end. */

export interface Fence {
  char: string
  size: number
  indent: number
  info: string
}

export interface Marker {
  indent: number
  /** `-`, `*`, `+`, `.` or `)`: another one begins another list. */
  type: string
  /** The number of an ordered item. */
  number: number
  /** Columns to the item's own text. */
  width: number
  empty: boolean
}

export const isBlank = (line: string) => line.trim() === ''

export function indentOf(line: string): number {
  let columns = 0
  for (const char of line) {
    if (char === ' ') columns++
    else if (char === '\t') columns += 4 - (columns % 4)
    else break
  }
  return columns
}

/** Takes up to `columns` of indentation away. */
export function outdent(line: string, columns: number): string {
  let at = 0
  while (at < columns && line[at] === ' ') at++
  return line.slice(at)
}

export function fenceOpen(line: string): Fence | null {
  const match = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(line)
  if (!match) return null
  const [, indent = '', ticks = '', info = ''] = match
  if (ticks.startsWith('`') && info.includes('`')) return null
  return { char: ticks[0] ?? '`', size: ticks.length, indent: indent.length, info: info.trim() }
}

export function fenceCloses(line: string, fence: Fence): boolean {
  const text = line.trim()
  if (indentOf(line) > 3 + fence.indent || text.length < fence.size) return false
  return [...text].every((char) => char === fence.char)
}

export const isHeading = (line: string) => /^ {0,3}#{1,6}(?:\s|$)/.test(line)
export const isRule = (line: string) => /^ {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/.test(line)
export const isQuote = (line: string) => /^ {0,3}>/.test(line)
export const isUnderline = (line: string) => /^ {0,3}(?:=+|-+)[ \t]*$/.test(line)

export function listMarker(line: string): Marker | null {
  const match = /^(\s*)([-*+]|(\d{1,9})([.)]))(\s+|$)(.*)$/.exec(line)
  if (!match || isRule(line)) return null
  const [, lead = '', mark = '', number, end, gap = '', rest = ''] = match
  const spaces = rest === '' || gap.length > 4 ? 1 : gap.length
  const indent = indentOf(lead)
  return {
    indent,
    type: end ?? mark,
    number: Number(number ?? 0),
    width: indent + mark.length + spaces,
    empty: rest === '',
  }
}

/** Whether a line begins a block even where a paragraph would go on. */
export function interrupts(line: string): boolean {
  if (fenceOpen(line) || isHeading(line) || isRule(line) || isQuote(line)) return true
  const marker = listMarker(line)
  if (!marker || marker.empty || marker.indent > 3) return false
  return marker.type === '.' || marker.type === ')' ? marker.number === 1 : true
}

/** The cells of a table's row. A pipe after a backslash is text. */
export function splitCells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

export const isDelimiter = (line: string) =>
  line.includes('-') && /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(line)

export type Align = 'left' | 'center' | 'right' | null

export function alignments(delimiter: string): Align[] {
  return splitCells(delimiter).map((cell) => {
    const [left, right] = [cell.startsWith(':'), cell.endsWith(':')]
    if (left && right) return 'center'
    return right ? 'right' : left ? 'left' : null
  })
}

/** The line that has just begun could still become several things: it is shown once that is clear. */
export const isUnclear = (line: string) =>
  /^\s*(?:#{1,6}|[-*+_=][-*+_=\s]*|>|`{1,2}|~{1,2}|`{3,}[^`]*|~{3,}.*|\d{1,9}[.)]?|\|[\s|:-]*|[-*+] \[[ xX]?\]?)?\s*$/.test(
    line,
  )
