import type { Token, Tokens } from 'marked'
import type { Align } from './block-rules.ts'
import { makeCodeBlock } from './code-block.ts'
import { element } from './dom.ts'
import type { LexOptions } from './lex.ts'
import { renderInline } from './render-inline.ts'
import type { Lex } from './sparing-parser.ts'

/** Block tokens as nodes. */
export function renderBlocks(tokens: readonly Token[]): Node[] {
  return tokens.flatMap(renderBlock)
}

function renderBlock(token: Token): Node[] {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return []
    case 'paragraph':
      return [element('p', '', ...inline(token))]
    case 'heading':
      return [heading(token as Tokens.Heading)]
    case 'hr':
      return [element('hr')]
    case 'blockquote':
      return [element('blockquote', '', ...renderBlocks((token as Tokens.Blockquote).tokens))]
    case 'code':
      return [code(token as Tokens.Code)]
    case 'list':
      return [list(token as Tokens.List)]
    case 'table':
      return [table(token as Tokens.Table)]
    default:
      return 'tokens' in token && token.tokens ? inline(token) : renderInline([token])
  }
}

const inline = (token: Token): Node[] => renderInline(('tokens' in token && token.tokens) || [])

/** The page's own headings are levels 1 and 2. */
function heading(token: Tokens.Heading): HTMLElement {
  const made = element('h3', '', ...inline(token))
  made.setAttribute('aria-level', String(Math.min(6, token.depth + 2)))
  return made
}

function code(token: Tokens.Code): HTMLElement {
  const block = makeCodeBlock(token.lang ?? '')
  block.update(token.text, true)
  return block.root
}

function list(token: Tokens.List): HTMLElement {
  const made = element(token.ordered ? 'ol' : 'ul')
  if (token.ordered && token.start !== 1 && made instanceof HTMLOListElement) made.start = Number(token.start)
  for (const item of token.items) made.append(fillItem(element('li'), item))
  return made
}

/** A list item's own content, with a box for a task. */
export function fillItem(made: HTMLLIElement, item: Tokens.ListItem): HTMLLIElement {
  made.append(...itemNodes(item))
  if (item.task) made.className = 'md-task'
  return made
}

export function itemNodes(item: Tokens.ListItem): Node[] {
  const nodes = renderBlocks(item.tokens)
  return item.task ? [taskBox(item.checked === true), ...nodes] : nodes
}

function taskBox(checked: boolean): HTMLElement {
  const box = element('span', 'md-box', checked ? '✓' : '')
  box.setAttribute('role', 'img')
  box.setAttribute('aria-label', checked ? 'Done' : 'To do')
  return box
}

function table(token: Tokens.Table): HTMLElement {
  const align = token.align as Align[]
  const made = makeTable()
  made.head.append(...tableRow('th', token.header, align))
  for (const row of token.rows) made.body.append(element('tr', '', ...tableRow('td', row, align)))
  return made.root
}

function tableRow(name: 'th' | 'td', cells: readonly Tokens.TableCell[], align: readonly Align[]): HTMLElement[] {
  return cells.map((cell, index) => tableCell(name, renderInline(cell.tokens), cell.text, align[index] ?? null))
}

export function makeTable(): { root: HTMLElement; head: HTMLElement; body: HTMLElement } {
  const head = element('tr')
  const body = element('tbody')
  const root = element('div', 'md-table', element('table', '', element('thead', '', head), body))
  root.tabIndex = 0
  root.setAttribute('role', 'group')
  root.setAttribute('aria-label', 'Table')
  return { root, head, body }
}

export function renderCells(
  name: 'th' | 'td',
  cells: readonly string[],
  align: readonly Align[],
  lex: Lex,
  options: LexOptions,
) {
  return cells
    .slice(0, Math.max(align.length, 1))
    .map((cell, index) => tableCell(name, renderInline(lex.inline(cell, options)), cell, align[index] ?? null))
}

/** Figures stand right, so that their places stand under each other, unless the table says otherwise. */
function tableCell(name: 'th' | 'td', nodes: Node[], source: string, align: Align): HTMLElement {
  const cell = element(name, '', ...nodes)
  const side = align ?? (name === 'td' && isFigure(source) ? 'right' : null)
  if (side) cell.dataset['align'] = side
  if (name === 'th') cell.scope = 'col'
  return cell
}

const isFigure = (text: string) =>
  /^[~≈<>±+−-]?\s?[$€£¥]?\d[\d.,\s]*\s?(?:%|[kMG]?B|[a-zµ°]{1,3}|[KMG])?$/.test(text.trim())
