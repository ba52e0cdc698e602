import type { Context } from '#protocol/thread.ts'
import type { PromptMessage } from '../../providers/wire.ts'
import { total, type PromptPiece } from './prompt-pieces.ts'
import type { TokenCounter } from './tokens.ts'

export interface Conversation {
  instructions: string
  /** Read only as far as needed: a thread of 10,000 messages costs what its tail costs. */
  newestFirst: Iterable<PromptPiece>
  /** What stands for everything up to and with the message at `end_depth`, where a summary was made. */
  summary: { text: string; end_depth: number } | null
}

export interface Plan {
  messages: PromptMessage[]
  tokens: number
  cut: Context['cut']
  /** Tokens of what can't be cut: the instructions and the last turn. */
  least: number
}

type Cut = NonNullable<Context['cut']>

/** Tools' outputs of this many newest turns stay whole as long as anything else can go. */
const WHOLE_TURNS = 2
/** And of this many newest pieces whatever happens: a model that is at work must see what it just did. */
const WHOLE_PIECES = 2

/**
 * The prompt of the next request within a budget of tokens. What leaves, in this order: old outputs of tools; the older part,
 * for which the summary stands; the oldest messages; outputs of the last turns' older steps. Never the instructions, the last
 * turn, or half of a call and its result. Where even these don't fit it is longer than the budget: compare `least`.
 */
export function planPrompt(conversation: Conversation, budget: number, counter: TokenCounter): Plan {
  const { instructions, summary } = conversation
  const system: PromptMessage[] = instructions.trim() === '' ? [] : [{ role: 'system', content: instructions }]
  const base = total(system, counter)
  const { pieces, isAll } = readBack(conversation.newestFirst, budget - base)
  const last = turnsBack(pieces, 1)
  const least = base + sum(prune(pieces.slice(0, last), -Infinity, WHOLE_PIECES).pieces)
  const whole = base + sum(pieces)
  if (isAll && whole <= budget) return { messages: [...system, ...prompts(pieces)], tokens: whole, cut: null, least }
  const pruned = prune(pieces, budget - base, turnsBack(pieces, WHOLE_TURNS))
  const tokens = base + sum(pruned.pieces)
  const cut: Cut = { tool_outputs: pruned.count, summarized: 0, messages: 0 }
  if (isAll && tokens <= budget) return { messages: [...system, ...prompts(pruned.pieces)], tokens, cut, least }
  const note = summary && noteOf(summary, pruned.pieces, { last, left: budget - base, counter })
  const kept = keepNewest(pruned.pieces, { last, left: budget - base - (note?.tokens ?? 0) })
  const gone = (kept.at(-1)?.depth ?? 1) - 1
  const summarized = Math.min(gone, note?.end_depth ?? 0)
  const fitted = prune(kept, budget - base - (note?.tokens ?? 0), WHOLE_PIECES)
  return {
    messages: [...system, ...(note?.messages ?? []), ...prompts(fitted.pieces)],
    tokens: base + (note?.tokens ?? 0) + sum(fitted.pieces),
    cut: { tool_outputs: cut.tool_outputs + fitted.count, summarized, messages: gone - summarized },
    least,
  }
}

interface Room {
  /** How many of the newest pieces make the last turn. */
  last: number
  /** Tokens that are left for the conversation. */
  left: number
}

/** The newest messages that fit, word for word also where a summary covers them; the last turn whether it fits or not. */
function keepNewest(newestFirst: PromptPiece[], { last, left }: Room): PromptPiece[] {
  let kept = 0
  for (const one of newestFirst) {
    left -= one.tokens
    if (kept >= last && left < 0) break
    kept++
  }
  // a conversation that begins with an answer is refused by some
  while (kept > last && !newestFirst[kept - 1]!.begins_turn) kept--
  return newestFirst.slice(0, kept)
}

/**
 * The summary as messages of its own behind the instructions, which stay as they are for the provider's cache. Null when it
 * doesn't fit beside the last turn: a summary that crowds out the question helps nobody.
 */
function noteOf(
  summary: NonNullable<Conversation['summary']>,
  newestFirst: PromptPiece[],
  room: Room & { counter: TokenCounter },
) {
  const messages: PromptMessage[] = [
    { role: 'user', content: `Summary of the earlier part of this conversation:\n\n${summary.text}` },
    { role: 'assistant', content: 'I have read the summary.' },
  ]
  const tokens = total(messages, room.counter)
  if (tokens + sum(newestFirst.slice(0, room.last)) > room.left) return null
  return { messages, tokens, end_depth: summary.end_depth }
}

/** Reads back until what was read can't fit even with its tools' outputs taken out. */
function readBack(newestFirst: Iterable<PromptPiece>, budget: number): { pieces: PromptPiece[]; isAll: boolean } {
  const read: PromptPiece[] = []
  let tokens = 0
  let hasTurn = false
  for (const one of newestFirst) {
    if (tokens > budget && hasTurn) return { pieces: read, isAll: false }
    read.push(one)
    tokens += one.pruned?.tokens ?? one.tokens
    hasTurn ||= one.begins_turn
  }
  return { pieces: read, isAll: true }
}

/** Takes outputs of tools out, oldest first, until it fits; never of the `protectedTo` newest. */
function prune(
  newestFirst: PromptPiece[],
  budget: number,
  protectedTo: number,
): { pieces: PromptPiece[]; count: number } {
  let over = sum(newestFirst) - budget
  let count = 0
  const result = [...newestFirst]
  for (let at = result.length - 1; at >= protectedTo && over > 0; at--) {
    const one = result[at]!
    if (!one.pruned) continue
    result[at] = { ...one, ...one.pruned, pruned: null }
    over -= one.tokens - one.pruned.tokens
    count++
  }
  return { pieces: result, count }
}

/** How many of the newest messages make the newest `turns` turns. */
function turnsBack(newestFirst: PromptPiece[], turns: number): number {
  let seen = 0
  const at = newestFirst.findIndex((one) => one.begins_turn && ++seen === turns)
  return at === -1 ? newestFirst.length : at + 1
}

function prompts(newestFirst: PromptPiece[]): PromptMessage[] {
  return newestFirst.toReversed().flatMap((one) => one.prompt)
}

function sum(all: PromptPiece[]): number {
  return all.reduce((tokens, one) => tokens + one.tokens, 0)
}
