import { createHighlighterCore, type GrammarState, type HighlighterCore, type ThemedToken } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { grammars } from './grammars.ts'
import { RULE_COLORS, theme } from './theme.ts'

export type ToHighlighter = { id: number; language: string; text: string } | { id: number; drop: true }
export interface FromHighlighter {
  id: number
  from: number
  lines: number[][]
}

/** Where the coloring of one growing block stands. */
interface Block {
  line: number
  state: GrammarState | undefined
}

/** Lines between two answers, so that the top of a long block is colored first. */
const LINES_AT_ONCE = 80
/** A longer line (minified code) is left plain. */
const LINE_MAX = 2000

const blocks = new Map<number, Block>()
let core: Promise<HighlighterCore> | undefined
let queue: Promise<void> = Promise.resolve()

async function highlighterFor(language: string): Promise<HighlighterCore> {
  core ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
  const highlighter = await core
  const grammar = grammars[language]
  if (grammar && !highlighter.getLoadedLanguages().includes(language)) await highlighter.loadLanguage(grammar)
  return highlighter
}

addEventListener('message', (event: MessageEvent<ToHighlighter>) => {
  const message = event.data
  if ('drop' in message) {
    blocks.delete(message.id)
    return
  }
  if (!blocks.has(message.id)) blocks.set(message.id, { line: 0, state: undefined })
  queue = queue.then(() => color(message)).catch((error: unknown) => console.error('highlight', error))
})

async function color({ id, language, text }: { id: number; language: string; text: string }): Promise<void> {
  const highlighter = await highlighterFor(language)
  const lines = text.split('\n').slice(0, -1)
  for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
    const block = blocks.get(id)
    if (!block) return
    const some = lines.slice(at, at + LINES_AT_ONCE)
    const options = {
      lang: language,
      theme: theme.name ?? '',
      tokenizeMaxLineLength: LINE_MAX,
      grammarState: block.state,
    }
    const tokens = highlighter.codeToTokensBase(some.join('\n'), options)
    block.state = highlighter.getLastGrammarState(tokens)
    const answer: FromHighlighter = { id, from: block.line, lines: tokens.map(runsOf) }
    block.line += some.length
    postMessage(answer)
  }
}

/** Neighbors of one color as one run. */
function runsOf(tokens: ThemedToken[]): number[] {
  const runs: number[] = []
  for (const token of tokens) {
    const rule = RULE_COLORS.indexOf((token.color ?? '').toLowerCase() as (typeof RULE_COLORS)[number]) + 1
    if (runs.length > 0 && runs.at(-1) === rule) runs[runs.length - 2] = (runs.at(-2) ?? 0) + token.content.length
    else runs.push(token.content.length, rule)
  }
  return runs
}
