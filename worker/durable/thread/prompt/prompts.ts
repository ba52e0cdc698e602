import { estimate, isCountable, counterOf, type TokenCounter } from '../../../src/agent/prompt/tokens.ts'
import { planPrompt, type Conversation, type Plan } from '../../../src/agent/prompt/transcript.ts'
import { learn, promptBudget, windowOf, type Learned } from '../../../src/agent/prompt/window.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { AppError } from '../../../src/lib/error.ts'
import type { RoomCore } from '../desk/core.ts'

/** A plan, and whose tokens its figures are. */
export interface RoomPlan extends Plan {
  source: TokenCounter['source']
  counter: TokenCounter
  /** Its size as the model is expected to count it. */
  expected: number
  /** Tokens it may have, by our own count. */
  budget: number
}

/** Which model reads a prompt, and how long its answer may be. */
export type Reader = Pick<ModelAccess, 'provider' | 'model' | 'instructions' | 'context_window' | 'max_output'> & {
  max_tokens?: number
}

/** Up to this part of the window an estimate is good enough; above it GPT's tokens are counted. */
const ESTIMATED_SHARE = 0.5

/**
 * What the model is sent for the branch that ends at `leaf`. GPT's vocabulary is loaded only when the estimate comes near the
 * window: it is a megabyte, and most prompts are far from it.
 */
export async function promptFor(core: RoomCore, leaf: string | null, reader: Reader): Promise<RoomPlan> {
  const rough = planWith(core, leaf, reader, estimate)
  const { cut, tokens, budget } = rough
  if (!isCountable(reader.model) || (cut === null && tokens < budget * ESTIMATED_SHARE)) return rough
  return planWith(core, leaf, reader, await counterOf(reader.model))
}

/** As `promptFor`, without ever waiting. */
export function planWith(core: RoomCore, leaf: string | null, reader: Reader, counter: TokenCounter): RoomPlan {
  const learned = learnedOf(core, reader, counter.source)
  const window = windowOf(reader.context_window, learned)
  const budget = promptBudget(window, reader, learned, counter.source)
  const plan = planPrompt(conversation(core, leaf, reader.instructions, counter), budget, counter)
  return { ...plan, source: counter.source, counter, expected: Math.ceil(plan.tokens * (learned?.ratio ?? 1)), budget }
}

/** A model's window: one that another person's key has named holds for the same model. */
export function windowHere(core: RoomCore, access: ModelAccess): number | null {
  const { read } = core.row
  const isSame = read?.provider === access.provider && read.model === access.model
  return access.context_window ?? (isSame ? read.context_window : null)
}

/** Throws `insufficient_tokens` with the numbers when not even the last turn fits the model. */
export function checkFits(core: RoomCore, plan: RoomPlan, reader: Reader): void {
  const learned = learnedOf(core, reader, plan.source)
  const window = windowOf(reader.context_window, learned)
  const needed = Math.ceil(plan.least * (learned?.ratio ?? 1))
  if (window === null || needed < window) return
  const about = plan.source === 'estimated' ? 'about ' : ''
  throw new AppError(
    'insufficient_tokens',
    `This needs ${about}${needed.toLocaleString('en-US')} tokens, and ${reader.model} reads ${window.toLocaleString('en-US')} at most. Shorten the message, or choose a model with a larger window.`,
    { details: { needed, window } },
  )
}

/** Remembers how a model counted a prompt, so that the next one is measured as it measures. */
export function learnFrom(core: RoomCore, reader: Reader, plan: RoomPlan, theirs: number): void {
  const learned = learn(learnedOf(core, reader, plan.source), plan.tokens, theirs)
  if (learned) keepLearned(core, reader, plan.source, learned)
}

type Named = Pick<Reader, 'provider' | 'model'>

export function learnedOf(
  core: RoomCore,
  { provider, model }: Named,
  source: TokenCounter['source'],
): Learned | undefined {
  const known = core.row.learned[`${provider}/${model}`]
  if (!known) return undefined
  return { ratio: known[source] ?? (source === 'counted' ? 1 : undefined) ?? 1.25, window: known.window }
}

/** Models of one thread that are remembered: a person tries a few. */
const LEARNED_MAX = 30

export function keepLearned(
  core: RoomCore,
  { provider, model }: Named,
  source: TokenCounter['source'],
  learned: Learned,
): void {
  const name = `${provider}/${model}`
  const { [name]: before, ...others } = core.row.learned
  const kept = Object.fromEntries(Object.entries(others).slice(1 - LEARNED_MAX))
  const ratio = Math.round(learned.ratio * 1000) / 1000
  core.row.learned = { ...kept, [name]: { ...before, [source]: ratio, window: learned.window } }
}

function conversation(core: RoomCore, leaf: string | null, instructions: string, counter: TokenCounter): Conversation {
  return { instructions, newestFirst: core.pieces.newestFirst(leaf, counter), summary: summaryFor(core, leaf) }
}

/** The newest summary whose last message is on the branch: one of another branch tells what never was. */
function summaryFor(core: RoomCore, leaf: string | null): Conversation['summary'] {
  if (core.row.thread.summary === null) return null
  const { tree } = core.store
  const newest = core.store.summaries().find(({ end_message_id }) => tree.isAbove(end_message_id, leaf))
  return newest ? { text: newest.text, end_depth: tree.depthOf(newest.end_message_id) } : null
}
