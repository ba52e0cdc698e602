import { Lexer, Tokenizer, type Token, type Tokens } from 'marked'

/** Raw HTML is text here; only `<br>`, which models write into tables, breaks a line. */
class TextOnlyTokenizer extends Tokenizer {
  override html(): undefined {
    return undefined
  }
  override tag(source: string): Tokens.Tag | undefined {
    const match = /^<br\s*\/?>/i.exec(source)
    return match ? ({ type: 'br', raw: match[0] } as unknown as Tokens.Tag) : undefined
  }
}

export interface LexOptions {
  /** A single line end breaks the line: for what people type. */
  breaks: boolean
}

const make = (options: LexOptions) =>
  new Lexer({ gfm: true, breaks: options.breaks, tokenizer: new TextOnlyTokenizer() })

export const lexBlocks = (source: string, options: LexOptions): Token[] => make(options).lex(source)
export const lexInline = (source: string, options: LexOptions): Token[] => make(options).inlineTokens(source)
