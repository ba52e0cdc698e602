import { newId } from '#protocol/ids.ts'
import { SUMMARY_MAX_CHARS } from '#protocol/limits.ts'
import type { Summary } from '#protocol/summary.ts'
import { readSummary, summaryPart } from '../../../src/agent/prompt/summary.ts'
import { textWithCalls } from '../../../src/agent/prompt/text-with-calls.ts'
import { estimate } from '../../../src/agent/prompt/tokens.ts'
import { learnFromRefusal, promptBudget, windowOf } from '../../../src/agent/prompt/window.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { summaryModel } from '../../../src/models/summary-model.ts'
import type { RoomCore } from '../desk/core.ts'
import { keepLearned, learnedOf, windowHere } from '../prompt/prompts.ts'
import type { StoredMessage } from '../store/rows.ts'
import { sideRequest } from './side-request.ts'

/** A model that thinks takes some of them for its thoughts. */
const SUMMARY_TOKENS = 3_000
export const SUMMARY_TIMEOUT_MS = 120_000
/** A conversation longer than this many requests is summarized as far as they go. */
const PARTS_MAX = 20
const SHORTER_TRIES = 2

interface SummaryLine {
  name: string
  text: string
}
type Made = Pick<Summary, 'text' | 'key_topics'>

/** Who writes a summary, of the branch down to which message, on whose bill. */
interface Writing {
  core: RoomCore
  model: ModelAccess
  by: string
  end: string
}

/**
 * Has a summary of the selected branch written: by the cheap model first, and where the key doesn't open it by the thread's.
 * Answers why it failed; null: it is made, or summaries are switched off and nobody asked.
 */
export async function writeSummary(core: RoomCore): Promise<string | null> {
  const { summarizing, thread, leaf } = core.row
  const { project_id, provider, model } = thread
  const { by, asked } = summarizing
  if (by === null || leaf === null) return null
  const ask = { user_id: by, project_id, thread: { provider, model }, last: core.row.read, asked }
  let failed: string | null = null
  for (const found of await summaryModel(core.env, ask)) {
    failed = await summarize({ core, model: found, by, end: leaf })
    if (failed === null) return null
  }
  return failed
}

async function summarize(writing: Writing): Promise<string | null> {
  const { core, model, end } = writing
  const { row, store } = core
  const isKept = row.thread.summary !== null
  const from = isKept ? store.summaries().find((one) => store.tree.isAbove(one.end_message_id, end)) : undefined
  let left = linesBelow(core, from ? store.tree.depthOf(from.end_message_id) : 0, end)
  let made: Made | null = from ? { text: from.text, key_topics: from.key_topics } : null
  for (let part = 0, shorter = 0; left.length > 0 && part < PARTS_MAX; part++) {
    const asked = await askForPart(writing, made, left)
    if (asked.failure?.kind === 'provider_context_length' && shorter++ < SHORTER_TRIES) continue
    if (asked.failure) return asked.failure.message
    if (asked.made.text === '') return 'The model wrote nothing.'
    made = asked.made
    left = left.slice(asked.covered)
  }
  if (!made || !core.isOpen) return null
  const source = row.summarizing.asked ? 'asked' : 'automatic'
  keepSummary(core, { ...made, end, source, model: `${model.provider}/${model.model}` })
  return null
}

/** One request: as many of the oldest messages as the model can read. A refusal for length makes the next one shorter. */
async function askForPart({ core, model, by, end }: Writing, made: Made | null, left: SummaryLine[]) {
  const reader = { ...model, max_tokens: SUMMARY_TOKENS }
  const learned = learnedOf(core, reader, 'estimated')
  const budget = promptBudget(windowOf(windowHere(core, model), learned), reader, learned, 'estimated')
  const { messages, covered } = summaryPart(made?.text ?? null, left, budget, estimate)
  const request = {
    purpose: 'summary',
    user_id: by,
    message_id: end,
    messages,
    timeout_ms: SUMMARY_TIMEOUT_MS,
  } as const
  const answer = await sideRequest(core, model, { ...request, max_tokens: SUMMARY_TOKENS })
  const { failure } = answer
  if (failure?.kind === 'provider_context_length' && core.isOpen)
    keepLearned(core, reader, 'estimated', learnFromRefusal(learned, budget, failure))
  return { failure, made: readSummary(answer.text), covered }
}

/** What was said on the branch below a depth, oldest first. */
function linesBelow(core: RoomCore, depth: number, end: string): SummaryLine[] {
  const lines: SummaryLine[] = []
  for (const node of core.store.tree.upward(end)) {
    if (node.depth <= depth) break
    const message = core.store.need(node.id)
    const text = message.deleted_at ? '' : textWithCalls(message)
    if (text !== '') lines.push({ name: nameOf(message), text })
  }
  return lines.reverse()
}

interface Kept extends Made {
  end: string
  source: Summary['source']
  model: string | null
}

/** Makes it the thread's summary, and tells everyone. The caller commits. */
export function keepSummary(core: RoomCore, made: Kept): void {
  const { store, row } = core
  const created_at = new Date().toISOString()
  const text = made.text.slice(0, SUMMARY_MAX_CHARS)
  const summary: Summary = {
    id: newId(),
    text,
    key_topics: made.key_topics,
    end_message_id: made.end,
    message_count: store.tree.depthOf(made.end),
    token_count: estimate.count(text),
    source: made.source,
    model: made.model,
    created_at,
  }
  store.addSummary(summary)
  const summary_count = store.summaries().length
  Object.assign(row.thread, { summary: text, summarized_at: created_at, summary_count, needs_summary: false })
  row.outbox.thread = true
  core.emit({ type: 'summary_available', summary })
  core.emit({ type: 'thread_updated', thread: { ...row.thread } })
}

function nameOf(message: StoredMessage): string {
  return message.role === 'assistant' ? 'Assistant' : (message.author?.name ?? 'Person')
}
