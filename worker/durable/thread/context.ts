import type { Context } from '../../protocol/thread.ts'
import type { RoomCore } from './core.ts'

/** Four characters a token is the usual estimate for English; it counts only what no provider has counted yet. */
const CHARS_PER_TOKEN = 4

/** How full the window will be at the next prompt: what the last answer's provider counted, and what came after it. */
export function contextOf(core: RoomCore, window: number | null = core.contextWindow): Context {
  let used = 0
  for (const node of core.store.tree.upward(core.row.leaf)) {
    const message = core.store.message(node.id)!
    if (message.usage) {
      used += message.usage.total_tokens
      break
    }
    if (!message.deleted_at) used += Math.ceil(message.content.length / CHARS_PER_TOKEN)
  }
  if (window === null) return { used, total: null, percentage: null, severity: 'ok', source: 'estimated', cut: null }
  const percentage = Math.round((used / window) * 1000) / 10
  const severity = percentage >= 95 ? 'critical' : percentage >= 80 ? 'warning' : 'ok'
  return { used, total: window, percentage, severity, source: 'estimated', cut: null }
}
