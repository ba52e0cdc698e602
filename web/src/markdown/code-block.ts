import { element, icon } from './dom.ts'
import { makeLines } from './code-lines.ts'
import { languageOf } from './highlight/languages.ts'

export interface CodeBlock {
  root: HTMLElement
  /** The text so far; with `closed` it is whole. */
  update(text: string, closed: boolean): void
  dispose(): void
}

/** What the header says (a file if the fence names one, else the language) and what colors the code. */
export function codeName(info: string): { label: string; language: string | null } {
  const words = info.split(/[\s{]+/).filter(Boolean)
  const file = words.map((word) => word.replace(/^(?:title|file|filename)=/, '').replaceAll(/["']/g, ''))
  const path = file.find((word) => /[\w-]\.\w{1,8}$/.test(word) && !word.startsWith('.'))
  const first = (words[0] ?? '').toLowerCase()
  const extension = path?.split('.').at(-1) ?? ''
  return { label: path ?? (first || 'text'), language: languageOf(first) ?? languageOf(extension) }
}

/** A block of code: its name, wrap, copy, and lines that scroll sideways. Buttons are heard by `code-actions`. */
export function makeCodeBlock(info: string): CodeBlock {
  const { label, language } = codeName(info)
  const code = element('code')
  const pre = element('pre', '', code)
  pre.tabIndex = 0
  pre.setAttribute('role', 'region')
  pre.setAttribute('aria-label', `Code, ${label}`)
  const wrap = button('wrap', 'Wrap lines', icon('m16 16-3 3 3 3', 'M3 12h14.5a1 1 0 0 1 0 7H13', 'M3 19h6', 'M3 5h18'))
  wrap.setAttribute('aria-pressed', 'false')
  const copyIcon = icon(
    'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z',
    'M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2',
  )
  const head = element('div', 'md-code-head', element('span', 'md-code-name', label))
  head.append(wrap, button('copy', 'Copy code', copyIcon))
  const root = element('div', 'md-code', head, pre)
  root.dataset['keep'] = ''
  const lines = makeLines(code, language)
  return { root, update: lines.update, dispose: lines.dispose }
}

function button(act: string, name: string, picture: SVGElement): HTMLButtonElement {
  const made = element('button', 'md-button touch-target', picture)
  made.type = 'button'
  made.dataset['code'] = act
  made.dataset['tip'] = name
  made.setAttribute('aria-label', name)
  return made
}
