import type { FromHighlighter, ToHighlighter } from './highlight.worker.ts'

/** One line's colors: length, number of the rule, length, number of the rule, … */
export type Runs = number[]

export interface Coloring {
  /** The next whole lines, each with its line end. */
  add(text: string): Coloring
  dispose(): void
}

/** Blocks whose colors are kept, so that scrolling back colors them at once. */
const KEPT = 200
const kept = new Map<string, Runs[]>()

let worker: Worker | null = null
const listeners = new Map<number, (from: number, lines: Runs[]) => void>()
let next = 0

/** One worker for the whole page, made for the first code block. Grammars never run on the main thread. */
function highlighter(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module', name: 'highlight' })
  worker.onmessage = (event: MessageEvent<FromHighlighter>) => {
    const { id, from, lines } = event.data
    listeners.get(id)?.(from, lines)
  }
  return worker
}

const post = (message: ToHighlighter) => highlighter().postMessage(message)

/** Colors lines of one block as they come: `paint` is called with the number of the first line and the colors of some. */
export function highlight(language: string, paint: (from: number, lines: Runs[]) => void): Coloring {
  const id = ++next
  let text = ''
  let started = false
  let colored: Runs[] = []

  const coloring: Coloring = {
    add(fresh) {
      const first = text === ''
      text += fresh
      const known = first ? kept.get(keyOf()) : undefined
      if (known) {
        paint(0, known)
        colored = known
        return coloring
      }
      if (started) post({ id, language, text: fresh })
      else start(text)
      return coloring
    },
    dispose() {
      if (started) post({ id, drop: true })
      listeners.delete(id)
      remember()
    },
  }

  const keyOf = () => `${language}\n${text}`
  function start(all: string): void {
    started = true
    listeners.set(id, (from, lines) => {
      for (const [index, line] of lines.entries()) colored[from + index] = line
      paint(from, lines)
    })
    post({ id, language, text: all })
  }
  function remember(): void {
    const lines = text.split('\n').length - 1
    if (lines === 0 || colored.length !== lines) return
    kept.delete(keyOf())
    kept.set(keyOf(), colored)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(oldest)
    }
  }
  return coloring
}
