import type { Token } from 'marked'
import { lexBlocks, lexInline, type LexOptions } from './lex.ts'
import { mend } from './mend.ts'

/** What reads Markdown. Tests count with their own. */
export interface Lex {
  blocks(source: string, options: LexOptions): Token[]
  inline(source: string, options: LexOptions): Token[]
}
export const markedLex: Lex = { blocks: lexBlocks, inline: lexInline }

/** Text shorter than this is parsed anew with every change; longer text once it grew by a twentieth: linear in the end. */
const PARSE_ALWAYS = 1200
const GROWTH = 1.05

export type Parsed = { tokens: Token[] } | { plain: string } | null

export interface SparingParser {
  /** Tokens of the whole text; or what to show plainly behind the last ones; or null: nothing new. */
  parse(source: string, final: boolean): Parsed
}

export function makeSparingParser(lex: Lex, options: LexOptions): SparingParser {
  let parsed = ''
  let shown: string | null = null

  const isDue = (source: string) =>
    source.length < PARSE_ALWAYS || source.length > parsed.length * GROWTH || !source.startsWith(shown ?? '')

  return {
    parse(source, final) {
      if (!final && source === shown) return null
      if (!final && !isDue(source)) {
        const plain = source.slice(shown?.length ?? 0)
        shown = source
        return { plain }
      }
      parsed = source
      shown = source
      return { tokens: lex.blocks(final ? source : mend(source), options) }
    },
  }
}
