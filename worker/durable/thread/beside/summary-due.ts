import { estimate } from '../../../src/agent/prompt/tokens.ts'
import type { RoomCore } from '../desk/core.ts'

/** A summary is due after this much that the last one doesn't cover, or after a day of rest. */
const MESSAGES = 50
const TOKENS = 10_000
const REST_MS = 24 * 3_600_000
/** What is as short as this is read faster than its summary. */
const MESSAGES_MIN = 4
/** A pause in the conversation: whoever talks has the provider's attention first. */
const PAUSE_MS = 20_000

export interface Unsummarized {
  /** What the newest summary of the branch doesn't cover; counted as far as it matters. */
  messages: number
  tokens: number
  isMuch: boolean
}

export function unsummarized(core: RoomCore): Unsummarized {
  const { store, row } = core
  const covered = row.thread.summary === null ? undefined : store.summaries()[0]
  const from =
    covered && store.tree.isAbove(covered.end_message_id, row.leaf) ? store.tree.depthOf(covered.end_message_id) : 0
  const messages = store.tree.depthOf(row.leaf) - from
  let tokens = 0
  for (const node of store.tree.upward(row.leaf)) {
    if (node.depth <= from || tokens >= TOKENS || messages >= MESSAGES) break
    tokens += estimate.count(store.need(node.id).content)
  }
  return { messages, tokens, isMuch: messages >= MESSAGES || tokens >= TOKENS }
}

/** When the next summary is due, in milliseconds; null: there is too little to summarize. */
export function dueAt({ messages, isMuch }: Unsummarized, now: number): number | null {
  if (isMuch) return now + PAUSE_MS
  return messages >= MESSAGES_MIN ? now + REST_MS : null
}
