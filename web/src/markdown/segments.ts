import {
  alignments,
  fenceCloses,
  fenceOpen,
  indentOf,
  interrupts,
  isBlank,
  isDelimiter,
  isHeading,
  isQuote,
  isRule,
  isUnderline,
  listMarker,
  outdent,
  splitCells,
  type Align,
  type Fence,
  type Marker,
} from './block-rules.ts'

/** What an answer is cut into. A finished segment never changes, so it is parsed once. */
export type Segment =
  | { kind: 'text'; source: string }
  | { kind: 'code'; info: string; text: string; closed: boolean }
  | { kind: 'item'; list: number; ordered: boolean; number: number; gap: boolean; source: string }
  | { kind: 'table'; header: string[]; align: Align[] }
  | { kind: 'row'; cells: string[]; align: Align[] }

/** The block that the next line may go on with. */
export type Open =
  | { kind: 'paragraph' | 'quote' | 'indented'; source: string }
  | { kind: 'code'; fence: Fence; text: string }
  | { kind: 'item'; list: number; marker: Marker; gap: boolean; blank: boolean; fence: Fence | null; source: string }
  | { kind: 'rows'; align: Align[] }

type Emit = (segment: Segment) => void
type OpenItem = Extract<Open, { kind: 'item' }>
type OpenText = Extract<Open, { source: string; kind: 'paragraph' | 'quote' | 'indented' }>

/** Takes one whole line: emits what it finishes and answers what is open after it. `open` itself is never changed. */
export function step(open: Open | null, line: string, emit: Emit): Open | null {
  if (!open) return begin(line, emit)
  switch (open.kind) {
    case 'code':
      return inCode(open, line, emit)
    case 'item':
      return inItem(open, line, emit)
    case 'rows':
      return inRows(open, line, emit)
    default:
      return inText(open, line, emit)
  }
}

/** An open block as a segment, for showing it before it is finished. */
export function asSegment(open: Open): Segment | null {
  switch (open.kind) {
    case 'code':
      return { kind: 'code', info: open.fence.info, text: open.text, closed: false }
    case 'item':
      return itemSegment(open)
    case 'rows':
      return null
    default:
      return { kind: 'text', source: open.source.trimEnd() }
  }
}

let lists = 0

function begin(line: string, emit: Emit): Open | null {
  if (isBlank(line)) return null
  const fence = fenceOpen(line)
  if (fence) return { kind: 'code', fence, text: '' }
  if (isHeading(line) || isRule(line)) {
    emit({ kind: 'text', source: line })
    return null
  }
  if (indentOf(line) >= 4) return { kind: 'indented', source: line }
  const marker = listMarker(line)
  if (marker) return beginItem(line, marker, ++lists, false)
  return { kind: isQuote(line) ? 'quote' : 'paragraph', source: line }
}

function inCode(open: Extract<Open, { kind: 'code' }>, line: string, emit: Emit): Open | null {
  if (!fenceCloses(line, open.fence)) return { ...open, text: `${open.text}${outdent(line, open.fence.indent)}\n` }
  emit({ kind: 'code', info: open.fence.info, text: open.text, closed: true })
  return null
}

function inText(open: OpenText, line: string, emit: Emit): Open | null {
  const more = (): Open => ({ ...open, source: `${open.source}\n${line}` })
  const finish = () => emit({ kind: 'text', source: open.source.trimEnd() })
  if (open.kind === 'indented') {
    if (isBlank(line) || indentOf(line) >= 4) return more()
    finish()
    return begin(line, emit)
  }
  if (isBlank(line)) {
    finish()
    return null
  }
  if (open.kind === 'quote') {
    if (isQuote(line) || !interrupts(line)) return more()
    finish()
    return begin(line, emit)
  }
  if (isDelimiter(line)) {
    const rows = beginTable(open.source, line, emit)
    if (rows) return rows
  }
  if (isUnderline(line)) {
    emit({ kind: 'text', source: `${open.source}\n${line}` })
    return null
  }
  if (!interrupts(line)) return more()
  finish()
  return begin(line, emit)
}

/** The last line of a paragraph and the delimiter under it are a table if they have as many cells. */
function beginTable(paragraph: string, delimiter: string, emit: Emit): Open | null {
  const at = paragraph.lastIndexOf('\n') + 1
  const header = paragraph.slice(at)
  const align = alignments(delimiter)
  if (!header.includes('|') || splitCells(header).length !== align.length) return null
  if (at > 0) emit({ kind: 'text', source: paragraph.slice(0, at).trimEnd() })
  emit({ kind: 'table', header: splitCells(header), align })
  return { kind: 'rows', align }
}

function inRows(open: Extract<Open, { kind: 'rows' }>, line: string, emit: Emit): Open | null {
  if (isBlank(line) || interrupts(line)) return begin(line, emit)
  emit({ kind: 'row', cells: splitCells(line), align: open.align })
  return open
}

function beginItem(line: string, marker: Marker, list: number, gap: boolean): Open {
  const fence = fenceOpen(line.slice(marker.width))
  return { kind: 'item', list, marker, gap, blank: false, fence, source: line }
}

function inItem(open: OpenItem, line: string, emit: Emit): Open | null {
  const more = (fence = open.fence): Open => ({ ...open, blank: false, fence, source: `${open.source}\n${line}` })
  if (isBlank(line)) return { ...open, blank: true, source: `${open.source}\n` }
  if (indentOf(line) >= open.marker.width) {
    const inner = outdent(line, open.marker.width)
    if (open.fence) return more(fenceCloses(inner, open.fence) ? null : open.fence)
    return more(fenceOpen(inner.trimStart()))
  }
  const marker = listMarker(line)
  if (marker && marker.indent <= 3 && marker.type === open.marker.type) {
    emit(itemSegment(open))
    return beginItem(line, marker, open.list, open.blank)
  }
  if (!open.blank && !open.fence && !interrupts(line)) return more()
  emit(itemSegment(open))
  return begin(line, emit)
}

function itemSegment(open: OpenItem): Segment {
  const { list, marker, gap } = open
  const ordered = marker.type === '.' || marker.type === ')'
  return { kind: 'item', list, ordered, number: marker.number, gap, source: open.source.trimEnd() }
}
