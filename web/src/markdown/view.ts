import { element } from './dom.ts'
import type { LexOptions } from './lex.ts'
import { makePiece, type Piece } from './pieces.ts'
import { makeSegmenter } from './segmenter.ts'
import type { Segment } from './segments.ts'
import { markedLex, type Lex } from './sparing-parser.ts'

export interface MarkdownView {
  /** Shows `text`; with `ended` nothing more will come. */
  update(text: string, ended: boolean): void
  dispose(): void
}

/** Shows Markdown that grows in `root`: finished pieces are never parsed or touched again. */
export function makeMarkdownView(root: HTMLElement, options: LexOptions, lex: Lex = markedLex): MarkdownView {
  let segmenter = makeSegmenter()
  const pieces: Piece[] = []
  let final = 0
  let done: string | null = null
  const caret = element('span', 'md-caret')
  caret.setAttribute('aria-hidden', 'true')

  function show(index: number, segment: Segment, isFinal: boolean): void {
    const known = pieces[index]
    if (known?.update(segment, isFinal)) return
    cut(index)
    const piece = makePiece(segment, lex, options)
    pieces.push(piece)
    place(piece, pieces[index - 1])
    piece.update(segment, isFinal)
  }

  function place(piece: Piece, before: Piece | undefined): void {
    const { segment, node } = piece
    if (segment.kind === 'item') {
      const goesOn = before?.segment.kind === 'item' && before.segment.list === segment.list
      piece.inside = goesOn ? before.inside : makeList(segment.ordered, segment.number)
      if (!goesOn && piece.inside) root.append(piece.inside)
      piece.inside?.append(node)
    } else if (segment.kind === 'row') {
      piece.inside = before?.inside
      piece.inside?.append(node)
    } else root.append(node)
  }

  function makeList(ordered: boolean, number: number): HTMLElement {
    const list = element(ordered ? 'ol' : 'ul')
    if (list instanceof HTMLOListElement && number !== 1) list.start = number
    return list
  }

  function cut(from: number): void {
    for (const piece of pieces.slice(from).reverse()) {
      piece.node.remove()
      if (piece.segment.kind === 'item' && piece.inside?.childElementCount === 0) piece.inside.remove()
      piece.dispose()
    }
    pieces.length = Math.min(pieces.length, from)
  }

  /** Behind the last word, however deep it is. */
  function placeCaret(): void {
    let host: Element = root
    for (
      let last = host.lastChild;
      last instanceof Element && !/^(?:BR|HR)$/.test(last.tagName);
      last = host.lastChild
    ) {
      host = last.matches('.md-table') ? ([...last.querySelectorAll('th, td')].at(-1) ?? last) : last
    }
    host.append(caret)
  }

  return {
    update(text, ended) {
      if (done === text && ended) return
      caret.remove()
      if (done !== null || !segmenter.follows(text)) {
        cut(0)
        segmenter = makeSegmenter()
        final = 0
      }
      const { finished, growing } = segmenter.update(text, ended)
      for (const segment of finished) show(final++, segment, true)
      growing.forEach((segment, index) => show(final + index, segment, false))
      cut(final + growing.length)
      done = ended ? text : null
      if (!ended && text !== '') placeCaret()
    },
    dispose() {
      for (const piece of pieces) piece.dispose()
    },
  }
}
