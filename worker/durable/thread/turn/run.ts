import type { BudgetPause } from '#protocol/budget.ts'
import type { ToolCall } from '#protocol/message.ts'
import { runLoop, type LoopEnd, type LoopPorts } from '../../../src/agent/loop.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { hasBudget } from '../../../src/db/model-sources.ts'
import { releaseHold } from '../../../src/budget/hold.ts'
import { described, log } from '../../../src/lib/log.ts'
import { holdFor } from '../../../src/paid/hold.ts'
import { runTool, toolNames, toolsNamed } from '../../../src/tools/registry.ts'
import type { Tool } from '../../../src/tools/tool.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import type { RoomCore } from '../desk/core.ts'
import { spendLost } from '../ledger/spent.ts'
import type { AccessCache } from '../prompt/access.ts'
import { checkFits, promptFor } from '../prompt/prompts.ts'
import type { Turn } from '../store/rows.ts'
import { Answer } from './answer.ts'
import { askStep } from './ask-step.ts'
import { closeStep } from './close-step.ts'
import { accessOf, announceTurn, leafOf, planOf, readerOf, type Live } from './live.ts'
import { NOT_RUN } from './made-call.ts'
import { openAnswer } from './open-answer.ts'

/** What a turn needs of the rest of the room. */
export interface RunPorts {
  core: RoomCore
  access: AccessCache
  /** Brings what was spent to the ledger, before a budget is asked what it has left. */
  settleBooks(): Promise<unknown>
  /** The answer outgrew its row: it ends where it is. */
  full(live: Live): void
}

/** After so many calls whoever else waits for the room is heard: a stop, and everyone's frames. */
const BREATH = 10

export type BudgetWait = { for: 'budget'; budget: BudgetPause }

/** Runs a turn from where it is to its end, or to where it has to wait. Throws when it can't go on, or was stopped. */
export async function runTurn(ports: RunPorts, live: Live): Promise<LoopEnd<BudgetWait>> {
  const { core } = ports
  const found = ports.access.of(live.turn)
  const looksUp = found instanceof Promise
  live.access = looksUp ? await found : found
  live.abort.signal.throwIfAborted()
  live.tools = toolsOf(live.turn, live.access)
  const before = core.store.message(live.turn.id)
  if (before) live.answer = answerOf(ports, live)
  const start = { step: before?.steps?.length ?? 0, calls: live.answer?.calls.open() ?? [], tools: live.tools.length }
  return runLoop(loopPorts(ports, live, looksUp), start)
}

/** The demo model has tools on until somebody chooses otherwise. */
function toolsOf(turn: Turn, access: ModelAccess): Tool[] {
  return toolsNamed(turn.options.tools ?? access.tools ?? (access.provider === 'demo' ? toolNames : []))
}

function loopPorts(ports: RunPorts, live: Live, looksUp: boolean): LoopPorts<ToolCall, BudgetWait> {
  const { core } = ports
  let ran = 0
  return {
    async plan(step, isLast) {
      live.isLast = isLast
      live.plan = await planOfStep(core, live)
      live.abort.signal.throwIfAborted()
      spendLost(core, live.turn, accessOf(live), live.plan.expected)
      const budget = (await asksBudget(core, live, step)) ? await pauseOf(ports, live) : null
      if (budget) return { for: 'budget', budget }
      if (step > 0) announceTurn(core, live.turn, { state: 'running', step })
      live.answer ??= answerOf(ports, live)
      if (looksUp || step > 0) core.release()
      return null
    },
    async ask(step) {
      const answer = openedAnswer(live)
      // what the tools gave, so that no crash runs them again, nor takes this step for one that nobody was asked for
      if (step > 0) answer.save()
      const end = await askStep(core, live, answer)
      // what ended in the moment when it was stopped, or too long, has its end already
      live.abort.signal.throwIfAborted()
      return end
    },
    store: (_, end, goesOn) => storeStep(core, live, end, goesOn),
    async runTool(call) {
      await runCall(core, live, call)
      if (++ran % BREATH === 0) await scheduler.wait(0, { signal: live.abort.signal })
      return null
    },
  }
}

function openedAnswer({ answer }: Live): Answer {
  if (!answer) throw new Error('this turn has no answer yet')
  return answer
}

function answerOf(ports: RunPorts, live: Live): Answer {
  const message = ports.core.store.message(live.turn.id) ?? openAnswer(ports.core, live.turn, live.access)
  const answer = new Answer(ports.core, message, { tools: live.tools.length, onFull: () => ports.full(live) })
  answer.beginStep()
  return answer
}

/** Throws `insufficient_tokens` when the turn can't fit its model. */
async function planOfStep(core: RoomCore, live: Live) {
  const reader = readerOf(core, live)
  const plan = await promptFor(core, leafOf(live, live.answer?.message), reader)
  checkFits(core, plan, reader)
  return plan
}

/**
 * What was remembered spares the first step a look-up; a turn that goes on asks anew: somebody may have set a budget since. While
 * D1 can't be asked what was remembered holds: a turn at its tenth step isn't lost to that.
 */
async function asksBudget(core: RoomCore, { access, turn, abort }: Live, step: number): Promise<boolean> {
  if (access?.has_budget || turn.token_id) return true
  if (step === 0) return false
  const whose = { user_id: turn.by.id, project_id: core.row.thread.project_id }
  const has = await hasBudget(core.env.DB, whose).catch((error: unknown) => {
    log('warn', 'no budget was looked up', { error: described(error) })
    return false
  })
  abort.signal.throwIfAborted()
  return has
}

/** Holds what the step may take, and limits its answer to what a budget has left. Not null: it would pass one, and must wait. */
async function pauseOf({ core, settleBooks }: RunPorts, live: Live): Promise<BudgetPause | null> {
  const { turn, step_id: id } = live
  const { signal } = live.abort
  // what a budget counts must be in the ledger before it is asked
  if (live.answer) core.mark(turn.id)
  await settleBooks()
  signal.throwIfAborted()
  if (turn.allowed) return null
  const access = accessOf(live)
  const { id: thread_id, project_id } = core.row.thread
  const whose = { user_id: turn.by.id, project_id, thread_id, message_id: turn.id, token_id: turn.token_id ?? null }
  const max_tokens = turn.options.max_tokens ?? access.max_output
  const expected = { input_tokens: planOf(live).expected, max_tokens }
  const found = await holdFor(core.env.DB, { id, purpose: 'turn', ...whose, access }, expected)
  if ('pause' in found) {
    signal.throwIfAborted()
    return found.pause
  }
  // stopped meanwhile: its end was told before anything was held
  if (signal.aborted) await releaseHold(core.env.DB, id)
  signal.throwIfAborted()
  turn.held = [...(turn.held ?? []), id]
  live.max_tokens = found.max_tokens ?? turn.options.max_tokens
  return null
}

/** A step is whole: it is stored before anything is done that follows from it. */
function storeStep(core: RoomCore, live: Live, end: StepEnd, goesOn: boolean): ToolCall[] {
  const answer = openedAnswer(live)
  answer.flush()
  closeStep(core, live, answer.message, end)
  const { turn } = live
  if (!goesOn) {
    const words =
      end.failure || end.reason === 'length' || end.reason === 'content_filter' ? NOT_RUN.cut : NOT_RUN.lastStep
    for (const call of answer.calls.open()) answer.calls.end(call, 'failed', words)
    return []
  }
  answer.message.held = turn.held
  answer.save()
  core.release()
  return answer.calls.open()
}

/** Runs a call to its end. What it gave is stored before the next step: until then a crash runs it again, which harms nothing. */
async function runCall(core: RoomCore, live: Live, call: ToolCall): Promise<void> {
  const { calls } = openedAnswer(live)
  const { signal } = live.abort
  const running = calls.change(call, { state: 'running', started_at: new Date().toISOString() })
  core.release()
  const { output, failed } = await runTool(live.tools, running, { now: () => new Date(), signal })
  signal.throwIfAborted()
  calls.end(running, failed ? 'failed' : 'done', output)
  core.release()
}
