import type { Context } from '#protocol/thread.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { estimate, counterOf, isCountable, type TokenCounter } from '../../../src/agent/prompt/tokens.ts'
import type { RoomCore } from '../desk/core.ts'
import { learnedOf, planWith, promptFor, windowHere, type Reader, type RoomPlan } from './prompts.ts'
import type { LastRead, StoredMessage } from '../store/rows.ts'

/**
 * How full the window is: what the last answer's provider counted, and what came after it by our own count. What the next
 * prompt will cut is as planned when that answer ended.
 */
export function contextOf(core: RoomCore, counter: TokenCounter = estimate): Context {
  const { read } = core.row
  const cut = read?.leaf === core.row.leaf ? read.cut : null
  return shown(core, usedOf(core, read, counter), read?.context_window ?? null, cut)
}

/** The same as `contextOf`, but planned and counted now. */
export async function contextNow(core: RoomCore, instructions: string): Promise<Context> {
  const { read } = core.row
  if (!read) return contextOf(core)
  const counter = isCountable(read.model) ? await counterOf(read.model) : estimate
  const { cut } = await promptFor(core, core.row.leaf, { ...read, instructions })
  return shown(core, usedOf(core, read, counter), read.context_window, cut)
}

/** Up to this part of its budget the next prompt holds everything for sure. */
const ROOMY = 0.7

/** Plans the prompt that follows an answer, so that what it will cut is known before. */
export function planAhead(core: RoomCore, reader: Reader, plan: RoomPlan, answer: StoredMessage): void {
  const { provider, model, context_window, max_output } = reader
  const { leaf } = core.row
  const isRoomy = plan.cut === null && plan.tokens + plan.counter.count(answer.content) < plan.budget * ROOMY
  const cut = isRoomy ? null : planWith(core, leaf, reader, plan.counter).cut
  core.row.read = { provider, model, context_window, max_output, leaf, cut }
}

/** Another model was picked: everyone's meter shows its window and what its prompt will leave out, before it has answered. */
export function readBy(core: RoomCore, access: ModelAccess): void {
  const { leaf, running, thread } = core.row
  const isPicked = thread.provider === access.provider && thread.model === access.model
  // what runs names its own reader when it ends
  if (leaf === null || running || !isPicked) return
  const { provider, model, max_output } = access
  const context_window = windowHere(core, access)
  const { cut } = planWith(core, leaf, { ...access, context_window }, estimate)
  core.row.read = { provider, model, context_window, max_output, leaf, cut }
  core.notify({ type: 'context', ...contextOf(core) })
  core.commit()
  tellLateWindow(core, access)
}

/** How long after a turn the list that names its model's window may still arrive. */
const LATE_MS = 1_500

/** A window that became known beside the turn: everyone's meter gets it. */
export function tellLateWindow(core: RoomCore, access: ModelAccess): void {
  if (core.row.read?.context_window !== null) return
  setTimeout(() => {
    const read = core.store.row?.read
    const isSame = read?.provider === access.provider && read.model === access.model
    if (!core.isOpen || !isSame || read.context_window !== null || access.context_window === null) return
    read.context_window = access.context_window
    core.sockets.broadcast(JSON.stringify({ type: 'context', ...contextOf(core) }))
  }, LATE_MS)
}

type Used = Pick<Context, 'used' | 'source'>

function usedOf(core: RoomCore, reader: LastRead | null, counter: TokenCounter): Used {
  const learned = reader ? learnedOf(core, reader, counter.source) : undefined
  let ours = 0
  for (const node of core.store.tree.upward(core.row.leaf)) {
    const { steps, usage: whole, deleted_at, content } = core.store.need(node.id)
    // the last request read what the ones before it had said and done
    const usage = steps?.findLast((step) => step.usage !== null)?.usage ?? whole
    if (usage) {
      const known = usage.input_tokens + Math.max(0, usage.output_tokens - usage.reasoning_tokens)
      const source = usage.source === 'reported' || counter.source === 'estimated' ? usage.source : counter.source
      return { used: known + measured(ours, learned?.ratio), source }
    }
    if (!deleted_at) ours += counter.count(content)
  }
  return { used: measured(ours, learned?.ratio), source: counter.source }
}

function measured(ours: number, ratio = 1): number {
  return Math.ceil(ours * ratio)
}

function shown(core: RoomCore, { used, source }: Used, window: number | null, cut: Context['cut']): Context {
  const { total_tokens: thread_tokens, cost_usd: thread_cost_usd } = core.row.thread
  const sums = { thread_tokens, thread_cost_usd }
  if (window === null) return { used, total: null, percentage: null, severity: 'ok', source, cut, ...sums }
  const percentage = Math.round((used / window) * 1000) / 10
  const severity = percentage >= 95 ? 'critical' : percentage >= 80 ? 'warning' : 'ok'
  return { used, total: window, percentage, severity, source, cut, ...sums }
}
