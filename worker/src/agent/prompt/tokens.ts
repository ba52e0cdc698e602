import type { Usage } from '#protocol/usage.ts'
import type { PromptContent, PromptMessage } from '../../providers/wire.ts'

/** How many tokens a text is: `counted` with the model's own vocabulary, or `estimated`. */
export interface TokenCounter {
  source: Exclude<Usage['source'], 'reported'>
  count(text: string): number
}

/** What a message takes besides its text: role and separators. */
const PER_MESSAGE = 4
/** A picture of about a megapixel, as most providers count it. */
const PER_IMAGE = 1_200

/** Tokens of one message of a prompt, its tool calls included. What is only echoed to its provider counts by length. */
export function messageTokens(message: PromptMessage, counter: TokenCounter): number {
  const tokens = PER_MESSAGE + contentTokens(message.content, counter)
  if (message.role !== 'assistant') return tokens
  const calls = message.tool_calls ?? []
  return calls.reduce((sum, call) => sum + counter.count(`${call.name} ${call.arguments}`) + PER_MESSAGE, tokens)
}

function contentTokens(content: PromptContent, counter: TokenCounter): number {
  if (typeof content === 'string') return counter.count(content)
  return content.reduce((sum, part) => sum + (part.type === 'text' ? counter.count(part.text) : PER_IMAGE), 0)
}

/**
 * An estimate for any model: about four ASCII characters a token, one token for a character of scripts without spaces, and
 * something between for the rest. Within a third for most texts; a turn's real usage corrects it.
 */
export const estimate: TokenCounter = {
  source: 'estimated',
  count(text) {
    let ascii = 0
    let wide = 0
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (unit < 0x80) ascii++
      else if (unit >= 0x2e80) wide++
    }
    return Math.ceil(ascii / 4 + wide + (text.length - ascii - wide) / 2)
  },
}

/** More tokens than this a text can't be: what fits by this measure fits by any, and needs no counting. */
export function mostTokens(text: string): number {
  return new Blob([text]).size
}

const encodings = [
  [/^(gpt-4o|gpt-4\.|gpt-[5-9]|chatgpt|o\d)/, () => import('gpt-tokenizer/encoding/o200k_base')],
  [/^(gpt-4|gpt-3\.5)/, () => import('gpt-tokenizer/encoding/cl100k_base')],
] as const

/** The counters, not their promises: one that another request made may never tell this one. */
const loaded = new Map<string, TokenCounter>()

/** True for OpenAI's GPT models, also behind a relay (`openai/gpt-…`): their vocabulary is public. */
export function isCountable(model: string): boolean {
  return encodings.some(([name]) => name.test(bare(model)))
}

/** The counter of a model. GPT's vocabularies are a megabyte each, so they are loaded when first needed. */
export async function counterOf(model: string): Promise<TokenCounter> {
  const found = encodings.find(([name]) => name.test(bare(model)))
  if (!found) return estimate
  const [name, load] = found
  const counter = loaded.get(name.source) ?? exact(await load())
  loaded.set(name.source, counter)
  return counter
}

function bare(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1).toLowerCase()
}

type CountTokens = (text: string, options: { disallowedSpecial: Set<string> }) => number

function exact({ countTokens }: { countTokens: CountTokens }): TokenCounter {
  // names of special tokens in a person's text are just text
  const options = { disallowedSpecial: new Set<string>() }
  const all = (text: string) => pieces(text).reduce((sum, piece) => sum + countTokens(piece, options), 0)
  const count = (text: string) => {
    if (text.length <= COUNTED_MAX_CHARS) return all(text)
    return Math.ceil((all(text.slice(0, COUNTED_MAX_CHARS)) * text.length) / COUNTED_MAX_CHARS)
  }
  return { source: 'counted', count }
}

/** So much of a text is counted, and the rest is taken to be like it: 64 MB would hold everybody up for half a minute. */
const COUNTED_MAX_CHARS = 1_000_000

const PIECE_CHARS = 2_000
const RUN_CHARS = 500

/**
 * The text in pieces, cut before a space where there is one: counting a long run without spaces takes time with the square of
 * its length (seconds for a page of Chinese).
 */
export function pieces(text: string): string[] {
  const cut: string[] = []
  let from = 0
  while (text.length - from > RUN_CHARS) {
    const window = text.slice(from, from + PIECE_CHARS)
    const space = window.length < PIECE_CHARS && longestRun(window) <= RUN_CHARS ? window.length : lastBreak(window)
    cut.push(window.slice(0, space))
    from += space
  }
  if (from < text.length) cut.push(text.slice(from))
  return cut
}

/** Where to cut: before the last space after which no run is too long; without one, after as much as a run may have. */
function lastBreak(window: string): number {
  let at = 0
  for (const found of window.matchAll(/[ \n](?=[^ \n])/g)) {
    if (found.index - at > RUN_CHARS) break
    at = found.index
  }
  return at > 0 ? at : RUN_CHARS
}

function longestRun(text: string): number {
  return text.split(/[ \n]/).reduce((longest, run) => Math.max(longest, run.length), 0)
}
