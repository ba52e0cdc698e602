import { element } from './dom.ts'
import { highlight, type Coloring, type Runs } from './highlight/highlight.ts'
import { setText } from './reconcile.ts'
import { afterPaint } from './slices.ts'

/** Longer code stays plain: its spans would cost more memory than they help the eye. */
const MAX_CHARS = 200_000

export interface Lines {
  update(text: string, closed: boolean): void
  dispose(): void
}

/** Lines of code that grow: whole ones are colored as their colors arrive, the last one is plain text. */
export function makeLines(code: HTMLElement, language: string | null): Lines {
  const tail = document.createTextNode('')
  code.append(tail)
  return language === null ? plainLines(tail) : coloredLines(code, tail, language)
}

function plainLines(tail: Text): Lines {
  return { update: (text) => setText(tail, text.replace(/\n$/, '')), dispose: () => undefined }
}

function coloredLines(code: HTMLElement, tail: Text, language: string): Lines {
  const lines: HTMLElement[] = []
  let read = 0
  let coloring: Coloring | null = null
  let cancel: (() => void)[] = []

  function addLine(text: string): void {
    const line = element('span', '', text)
    lines.push(line)
    code.insertBefore(line, tail)
  }

  function update(text: string, closed: boolean): void {
    const whole = closed && text !== '' && !text.endsWith('\n') ? `${text}\n` : text
    const end = whole.lastIndexOf('\n') + 1
    if (end > read) {
      const fresh = whole.slice(read, end)
      for (const line of fresh.slice(0, -1).split('\n')) addLine(`${line}\n`)
      if (end <= MAX_CHARS) coloring = (coloring ?? highlight(language, paint)).add(fresh)
      read = end
    }
    setText(tail, whole.slice(read))
  }

  function paint(from: number, runs: Runs[]): void {
    cancel.push(afterPaint(runs.map((run, index) => () => colorLine(lines[from + index], run))))
  }

  return {
    update,
    dispose() {
      coloring?.dispose()
      for (const stop of cancel) stop()
      cancel = []
    },
  }
}

/** Names of the six rules, by their number in a run. */
const rules = ['', 'tk-keyword', 'tk-string', 'tk-function', 'tk-number', 'tk-comment', 'tk-punctuation'] as const

function colorLine(line: HTMLElement | undefined, runs: Runs): void {
  if (!line) return
  const text = line.textContent ?? ''
  const parts: (Node | string)[] = []
  let at = 0
  for (let index = 0; index < runs.length; index += 2) {
    const part = text.slice(at, at + (runs[index] ?? 0))
    const rule = rules[runs[index + 1] ?? 0]
    parts.push(rule ? element('span', rule, part) : part)
    at += part.length
  }
  line.replaceChildren(...parts, text.slice(at))
}
