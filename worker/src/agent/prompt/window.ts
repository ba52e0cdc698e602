import type { ProviderFailure } from '#protocol/error.ts'
import type { TokenCounter } from './tokens.ts'

/** What turns have taught about a model: how its own counting compares to ours, and a window that nobody had named. */
export interface Learned {
  /** Its tokens for each of ours. */
  ratio: number
  window: number | null
}

/** Tokens assumed when nobody knows the model's window. */
const UNKNOWN_WINDOW = 128_000
/** Part of the window kept for the answer, and how much that is at most when nobody asked for more. */
const ANSWER_SHARE = 0.25
const ANSWER_MAX = 8_000
/** Before a first answer has shown how a model counts, an estimate may be off by this much. */
const CAUTION = 1.25

/** Tokens, as the model counts them, that its window holds; null: nobody knows. */
export function windowOf(named: number | null, learned: Learned | undefined): number | null {
  const found = learned?.window ?? null
  if (found === null || named === null) return named ?? found
  return Math.min(named, found)
}

/** Our tokens that a prompt may take, so that the answer has room beside it. */
export function promptBudget(
  window: number | null,
  asked: { max_tokens?: number; max_output?: number | null },
  learned: Learned | undefined,
  source: TokenCounter['source'],
): number {
  const whole = window ?? UNKNOWN_WINDOW
  const share = Math.floor(whole * ANSWER_SHARE)
  // who asks for a long answer gets a shorter memory, but never none
  const answer = asked.max_tokens
    ? Math.min(asked.max_tokens, whole / 2)
    : Math.min(share, asked.max_output ?? ANSWER_MAX, ANSWER_MAX)
  return Math.floor((whole - answer) / (learned?.ratio ?? (source === 'counted' ? 1 : CAUTION)))
}

const RATIO_MIN = 0.25
const RATIO_MAX = 4
/** Fewer tokens than this teach nothing about how a model counts. */
const MEASURABLE = 50

/** What a model's count of a prompt teaches: mostly the newest, since conversations change their kind. */
export function learn(before: Learned | undefined, ours: number, theirs: number): Learned | undefined {
  if (ours < MEASURABLE || theirs <= 0) return before
  const now = Math.min(RATIO_MAX, Math.max(RATIO_MIN, theirs / ours))
  const ratio = before ? before.ratio * 0.2 + now * 0.8 : now
  return { ratio, window: before?.window ?? null }
}

/**
 * What a refusal for length teaches. Providers name the window and the prompt's size in their words ("maximum context length is
 * 8192 tokens. However, your messages resulted in 9011 tokens"); without numbers the prompt must become a third shorter.
 */
export function learnFromRefusal(before: Learned | undefined, ours: number, failure: ProviderFailure): Learned {
  const [window, size] = numbersOf(failure.message)
  const ratio = before?.ratio ?? 1
  if (window === undefined) return { ratio: ratio * 1.5, window: before?.window ?? null }
  // a few words that are too long are so by what the provider adds to them: nothing that grows with our tokens
  if (ours < MEASURABLE) return { ratio, window }
  if (size === undefined) return { ratio: Math.max(ratio * 1.2, window / ours), window }
  return { ratio: Math.max(ratio, size / ours) * 1.02, window }
}

/** The two largest numbers: the smaller is the window, the larger what was sent. */
function numbersOf(words: string): number[] {
  const found = [...words.matchAll(/\d[\d,]*/g)].map(([text]) => Number(text.replaceAll(',', '')))
  return [...new Set(found.filter((number) => number >= 500 && number <= 20_000_000))]
    .toSorted((a, b) => a - b)
    .slice(-2)
}
