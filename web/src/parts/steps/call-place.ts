import { mend } from '../../markdown/mend.ts'
import { step, type Open } from '../../markdown/segments.ts'

/**
 * Where a call that came at `at` may stand in a text that goes on behind it: there, or after the word that it interrupts. Where
 * two halves would read otherwise than the whole (a code block, a list's item, a table, bold words), after the block.
 */
export function callPlace(text: string, at: number): number {
  const place = endOfWord(text, at)
  const lineStart = text.lastIndexOf('\n', place - 1) + 1
  const before = openBefore(text, lineStart)
  if (place === lineStart) return !before || isWhole(before) ? place : endOfBlock(text, before, lineStart)
  const lineEnd = endOfLine(text, lineStart)
  const open = step(before, lineOf(text, lineStart, lineEnd), ignore)
  if (!open || place === lineEnd) return open ? endOfBlock(text, open, lineEnd) : lineEnd
  const half = step(before, text.slice(lineStart, place), ignore)
  return open.kind === 'paragraph' && half && isWhole(half) ? place : endOfBlock(text, open, lineEnd)
}

/** Of words, of which nothing is marked and not closed. */
const isWhole = (open: Open) => open.kind === 'paragraph' && mend(open.source) === open.source

const ignore = () => undefined

/** What is left of a word or a number, and the marks that close it. */
const REST =
  /(?:(?<=[\p{L}\p{M}\p{N}_])(?:[\p{L}\p{M}\p{N}_]|['’-](?=\p{L})|(?<=\p{N})[.,](?=\p{N}))+)?(?:(?<=\S)[.,;:!?…)\]}"'”’»]+)?/uy

/** Behind the word at `at`, or there where no word is cut. */
function endOfWord(text: string, at: number): number {
  const from = /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)) ? at + 1 : at
  REST.lastIndex = from
  return from + (REST.exec(text)?.[0].length ?? 0)
}

/** The block that is open after whole lines. */
function openBefore(text: string, end: number): Open | null {
  let open: Open | null = null
  for (let at = 0; at < end;) {
    const lineEnd = endOfLine(text, at)
    open = step(open, lineOf(text, at, lineEnd), ignore)
    at = lineEnd
  }
  return open
}

/** Where the first line begins, at `from` or later, that no longer belongs to an open block. */
function endOfBlock(text: string, block: Open, from: number): number {
  let open = block
  for (let at = from; at < text.length;) {
    const lineEnd = endOfLine(text, at)
    let emitted = false
    const next = step(open, lineOf(text, at, lineEnd), () => (emitted = true))
    // a code block is emitted with its last line, which is its own
    if (open.kind === 'code' && emitted) return lineEnd
    const goesOn = next !== null && (next.kind === 'rows' || (!emitted && next.kind === open.kind))
    if (!goesOn) return at
    open = next
    at = lineEnd
  }
  return text.length
}

/** Behind the line's own end. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}

function lineOf(text: string, from: number, end: number): string {
  return text.slice(from, end).replace(/\r?\n$/, '')
}
