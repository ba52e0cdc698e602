import type { Token, Tokens } from 'marked'
import { makeCodeBlock } from './code-block.ts'
import { element } from './dom.ts'
import type { LexOptions } from './lex.ts'
import { mend } from './mend.ts'
import { reconcile } from './reconcile.ts'
import { itemNodes, makeTable, renderBlocks, renderCells } from './render-blocks.ts'
import type { Segment } from './segments.ts'
import { makeSparingParser, type Lex } from './sparing-parser.ts'

/** What of the page one segment is. */
export interface Piece {
  segment: Segment
  /** What goes into the answer, or into the list or table that an earlier piece made. */
  node: HTMLElement
  /** Where the pieces that go on with it put theirs. */
  inside?: HTMLElement
  /** False: this piece can't show that segment. */
  update(segment: Segment, final: boolean): boolean
  dispose(): void
}

type Of<Kind extends Segment['kind']> = Extract<Segment, { kind: Kind }>

export function makePiece(segment: Segment, lex: Lex, options: LexOptions): Piece {
  switch (segment.kind) {
    case 'code':
      return codePiece(segment)
    case 'table':
      return tablePiece(segment, lex, options)
    case 'row':
      return rowPiece(segment, lex, options)
    case 'item':
      return itemPiece(segment, lex, options)
    case 'text':
      return textPiece(segment, lex, options)
  }
}

function textPiece(first: Of<'text'>, lex: Lex, options: LexOptions): Piece {
  const node = element('div', 'md-text')
  const parser = makeSparingParser(lex, options)
  return piece(first, node, (segment: Of<'text'>, final) => {
    const parsed = parser.parse(segment.source, final)
    if (parsed && 'tokens' in parsed) reconcile(node, renderBlocks(parsed.tokens))
    else if (parsed) appendPlain(node, parsed.plain)
  })
}

function itemPiece(first: Of<'item'>, lex: Lex, options: LexOptions): Piece {
  const node = element('li')
  const parser = makeSparingParser(lex, options)
  return piece(first, node, (segment: Of<'item'>, final) => {
    const parsed = parser.parse(segment.source, final)
    if (parsed && 'tokens' in parsed) reconcile(node, itemContent(parsed.tokens, node))
    else if (parsed) appendPlain(node, parsed.plain)
    node.classList.toggle('md-gap', segment.gap)
  })
}

/** What marked reads from one item is a list of one. */
function itemContent(tokens: Token[], node: HTMLElement): Node[] {
  const [list, ...rest] = tokens
  const item = list?.type === 'list' ? (list as Tokens.List).items[0] : undefined
  if (!item) return renderBlocks(tokens)
  node.classList.toggle('md-task', item.task)
  return [...itemNodes(item), ...renderBlocks(rest)]
}

function codePiece(first: Of<'code'>): Piece {
  const block = makeCodeBlock(first.info)
  const made = piece(first, block.root, (segment: Of<'code'>) => block.update(segment.text, segment.closed))
  const fits = (segment: Segment) => segment.kind === 'code' && segment.info === first.info
  return {
    ...made,
    update: (segment, final) => fits(segment) && made.update(segment, final),
    dispose: block.dispose,
  }
}

function tablePiece(first: Of<'table'>, lex: Lex, options: LexOptions): Piece {
  const { root, head, body } = makeTable()
  const made = piece(first, root, (segment: Of<'table'>, final) => {
    const cells = final ? segment.header : segment.header.map(mend)
    reconcile(head, renderCells('th', cells, segment.align, lex, options))
  })
  made.inside = body
  return made
}

function rowPiece(first: Of<'row'>, lex: Lex, options: LexOptions): Piece {
  const node = element('tr')
  return piece(first, node, (segment: Of<'row'>, final) => {
    const cells = final ? segment.cells : segment.cells.map(mend)
    reconcile(node, renderCells('td', cells, segment.align, lex, options))
  })
}

function piece<S extends Segment>(first: S, node: HTMLElement, show: (segment: S, final: boolean) => void): Piece {
  const made: Piece = {
    segment: first,
    node,
    update(segment, final) {
      if (segment.kind !== first.kind) return false
      show(segment as S, final)
      made.segment = segment
      return true
    },
    dispose: () => undefined,
  }
  return made
}

function appendPlain(parent: HTMLElement, text: string): void {
  let deepest: Element = parent
  const isText = (node: Element | null) => node !== null && /^(?:P|UL|OL|LI|BLOCKQUOTE)$/.test(node.tagName)
  while (deepest.lastElementChild && isText(deepest.lastElementChild)) deepest = deepest.lastElementChild
  const last = deepest.lastChild
  if (last instanceof Text) last.appendData(text)
  else deepest.append(text)
}
