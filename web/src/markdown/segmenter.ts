import { fenceCloses, isDelimiter, isUnclear, splitCells } from './block-rules.ts'
import { asSegment, step, type Open, type Segment } from './segments.ts'

export interface Cut {
  /** Finished since the last call. */
  finished: Segment[]
  /** What is still growing; with text that may yet become something else held back. */
  growing: Segment[]
}

export interface Segmenter {
  /** Takes the whole text so far, which only ever grows; reads only what is new. */
  update(text: string, ended: boolean): Cut
  /** Whether `text` goes on from what was read. */
  follows(text: string): boolean
}

const SAMPLE = 64

/** Cuts a growing Markdown text into segments. Each whole line is looked at once, the line that grows once for each update. */
export function makeSegmenter(): Segmenter {
  let open: Open | null = null
  let read = 0
  let sample = ''

  return {
    follows: (text) => text.length >= read && text.slice(Math.max(0, read - SAMPLE), read) === sample,
    update(text, ended) {
      const finished: Segment[] = []
      const emit = (segment: Segment) => finished.push(segment)
      for (let end = text.indexOf('\n', read); end >= 0; end = text.indexOf('\n', read)) {
        open = step(open, lineOf(text, read, end), emit)
        read = end + 1
      }
      if (ended && read < text.length) {
        open = step(open, lineOf(text, read, text.length), emit)
        read = text.length
      }
      if (ended) {
        const rest = open && asSegment(open)
        if (rest) emit(rest.kind === 'code' ? { ...rest, closed: true } : rest)
        open = null
      }
      sample = text.slice(Math.max(0, read - SAMPLE), read)
      return { finished, growing: ended ? [] : preview(open, text.slice(read)) }
    },
  }
}

function lineOf(text: string, from: number, to: number): string {
  const line = text.slice(from, to)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function preview(open: Open | null, rest: string): Segment[] {
  if (open?.kind === 'code') return [previewCode(open, rest)]
  const growing: Segment[] = []
  const shown = isUnclear(rest) ? open : step(open, rest, (segment) => growing.push(segment))
  const last = shown && asSegment(shown)
  if (last) growing.push(asTable(last) ?? last)
  return growing
}

function previewCode(open: Extract<Open, { kind: 'code' }>, rest: string): Segment {
  const { fence } = open
  const mayClose = rest !== '' && fenceCloses(rest + fence.char.repeat(fence.size), fence)
  return { kind: 'code', info: fence.info, text: open.text + (mayClose ? '' : rest), closed: false }
}

/** A line that begins with a pipe is shown as a table's head before the line under it says so: else it would jump. */
function asTable(segment: Segment): Segment | null {
  if (segment.kind !== 'text' || !/^ {0,3}\|/.test(segment.source)) return null
  const [header = '', ...more] = segment.source.split('\n')
  if (more.some((line) => line !== '' && !isDelimiter(line))) return null
  const cells = splitCells(header)
  return { kind: 'table', header: cells, align: cells.map(() => null) }
}
