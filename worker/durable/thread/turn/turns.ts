import type { TurnError } from '#protocol/error.ts'
import type { BudgetPause } from '#protocol/budget.ts'
import { QUEUE_MAX } from '#protocol/limits.ts'
import type { Outcome } from '#protocol/message.ts'
import type { Snapshot } from '#protocol/thread-down.ts'
import { outcomeOf } from '../../../src/agent/outcome.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { releaseHold } from '../../../src/budget/hold.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { AppError } from '../../../src/lib/error.ts'
import { log } from '../../../src/lib/log.ts'
import type { AccessCache } from '../prompt/access.ts'
import { Answer } from './answer.ts'
import { openAnswer } from './answers.ts'
import { showBranchOf } from '../branch/branch.ts'
import { budgetFor } from './budget.ts'
import type { RoomCore } from '../desk/core.ts'
import { endTurn } from './end-turn.ts'
import { spendLost } from '../ledger/spent.ts'
import { announceTurn, askModel, newLive, planTurn, type Live } from './live.ts'
import type { Turn } from '../store/rows.ts'

/** How often a turn that a crash met before its first token is begun again. */
const ATTEMPTS = 3

/** What turns ask of the rest of the room. */
export interface TurnsPorts {
  /** Brings what ended turns took to the ledger, before a budget is asked what it has left. */
  settleBooks(): Promise<unknown>
  /** A turn has ended; the next one begins by itself. */
  ended(turn: Turn, outcome: Outcome, access: ModelAccess | null): void
}

/** The thread's turns: one runs, the rest wait in order. Every one ends in an outcome. */
export class Turns {
  readonly #core: RoomCore
  readonly #access: AccessCache
  readonly #ports: TurnsPorts
  #live: Live | null = null

  constructor(core: RoomCore, access: AccessCache, ports: TurnsPorts) {
    this.#core = core
    this.#access = access
    this.#ports = ports
  }

  get busy(): boolean {
    return this.#core.row.running !== null
  }

  /** Throws when no more turns may wait. */
  checkRoom(): void {
    if (this.#core.row.queue.length >= QUEUE_MAX)
      throw new AppError('queue_full', `${QUEUE_MAX} turns wait here already.`)
  }

  /** Puts a turn at the end of the queue, or makes it the running one. The caller calls `go`, then commits. */
  ask(turn: Turn): void {
    const { row } = this.#core
    if (!row.running) return this.#begin(turn)
    this.checkRoom()
    row.queue.push(turn)
    announceTurn(this.#core, turn, { state: 'queued' })
  }

  /**
   * Runs what is marked as running, unless it runs already. Before the commit, on purpose: where the model is known, the
   * request to it leaves at once instead of waiting for the disk, as everything would that leaves after a write.
   */
  go(): void {
    const turn = this.#core.store.row?.running
    if (!turn || turn.pause || this.#live?.turn.id === turn.id) return
    const live = newLive(turn)
    this.#live = live
    this.#core.ctx.waitUntil(this.#run(live))
  }

  /** Takes back a waiting turn; false: it doesn't wait. The caller commits. */
  withdraw(turnId: string): boolean {
    const { row } = this.#core
    const turn = row.queue.find((waiting) => waiting.id === turnId)
    if (!turn) return false
    row.queue = row.queue.filter((waiting) => waiting !== turn)
    const message = this.#core.store.message(turn.user_message_id)
    if (message?.status === 'queued') {
      this.#core.keep({ ...message, status: 'withdrawn' })
      this.#core.emit({ type: 'message_updated', message: this.#core.store.viewOf(message.id)! })
    }
    announceTurn(this.#core, turn, { state: 'ended', outcome: 'stopped' })
    return true
  }

  /** Stops the running turn, and the connection to its provider with it. The caller calls `go` and commits. */
  stop(): void {
    const paused = this.paused
    const live = this.#live ?? (paused && newLive(paused))
    if (!live) return
    this.#end(live, 'stopped', null)
    live.abort.abort()
  }

  /** The turn that waits at a budget; null: none does. */
  get paused(): Turn | null {
    const turn = this.#core.store.row?.running
    return turn?.pause ? turn : null
  }

  /** Lets the turn that waits at a budget run, this once. The caller calls `go` and commits. */
  allow(turn: Turn): void {
    delete turn.pause
    turn.allowed = true
    announceTurn(this.#core, turn, { state: 'running' })
    this.#core.alarm.noLaterThan(Date.now() + this.#core.watchdogMs)
  }

  /** What somebody before us left running: asked again when nothing had arrived, else ended with what had. */
  recover(): void {
    const turn = this.#core.store.row?.running
    if (!turn || turn.pause || this.#live || !this.#core.isOpen) return
    const message = this.#core.store.message(turn.id)
    const hasText = message && (message.content !== '' || message.reasoning || message.tool_calls)
    // The leaf may be an answer that the crash took before it was stored: a branch that ends nowhere looks empty.
    this.#core.select(message ? turn.id : turn.user_message_id)
    if (!hasText && turn.attempts < ATTEMPTS) {
      turn.attempts++
      turn.lost = (turn.lost ?? 0) + 1
      this.go()
      return this.#core.commit()
    }
    const live = newLive(turn)
    this.#live = live
    const error: TurnError = { code: 'unavailable', message: 'The server was interrupted here. What arrived is saved.' }
    this.#finish(live, hasText ? 'interrupted' : 'failed', null, error)
  }

  /** Lets gathered text go, so that what is stored, shown and sent is the same. */
  flush(): void {
    this.#live?.answer?.flush()
  }

  streaming(): Snapshot['streaming'] {
    const answer = this.#live?.answer
    if (!answer) return []
    const { id, content, reasoning } = answer.message
    return [{ message_id: id, content, reasoning: reasoning ?? '', chunk_index: answer.nextIndex }]
  }

  #begin(turn: Turn): void {
    const { row, alarm } = this.#core
    row.running = turn
    alarm.noLaterThan(Date.now() + this.#core.watchdogMs)
    announceTurn(this.#core, turn, { state: 'running' })
  }

  async #run(live: Live): Promise<void> {
    const core = this.#core
    try {
      const found = this.#access.of(live.turn)
      const looksUp = found instanceof Promise
      live.access = looksUp ? await found : found
      if (this.#live !== live) return
      core.instructions = live.access.instructions
      live.plan = await planTurn(core, live)
      if (this.#live !== live) return
      spendLost(core, live.turn, live.access, live.plan.expected)
      const pause = live.access.has_budget || live.turn.token_id ? await this.#budget(live) : null
      if (this.#live !== live) return
      if (pause) return this.#pause(live, pause)
      live.answer = this.#open(live, live.access)
      if (looksUp) core.release()
      const end = await askModel(core, this.#access.ports(live.access), live, live.answer)
      if (this.#live !== live) return
      const { outcome, error } = outcomeOf(end)
      this.#finish(live, outcome, end, error)
    } catch (error) {
      if (this.#live !== live) return
      this.#finish(live, 'failed', null, this.#words(error))
    }
  }

  #open(live: Live, access: ModelAccess): Answer {
    const message = this.#core.store.message(live.turn.id) ?? openAnswer(this.#core, live.turn, access)
    return new Answer(this.#core, message, () => this.#full(live))
  }

  async #budget(live: Live): Promise<BudgetPause | null> {
    await this.#ports.settleBooks()
    const pause = await budgetFor(this.#core, live)
    // stopped meanwhile: its end was told before anything was held
    if (this.#live !== live && live.turn.held) await releaseHold(this.#core.env.DB, live.turn.id)
    return pause
  }

  /** The turn waits, stored, for somebody's word; nothing here waits with it. */
  #pause(live: Live, budget: BudgetPause): void {
    this.#live = null
    live.turn.pause = budget
    announceTurn(this.#core, live.turn, { state: 'waiting', budget })
    this.#core.commit()
  }

  /** An answer that outgrew its row ends where it is. */
  #full(live: Live): void {
    if (this.#live !== live) return
    this.#finish(live, 'length', null)
    live.abort.abort()
  }

  #finish(live: Live, outcome: Outcome, end: StepEnd | null, error?: TurnError): void {
    this.#end(live, outcome, end, error)
    this.go()
    this.#core.commit()
  }

  /** Names the end, and makes the next waiting turn the running one. */
  #end(live: Live, outcome: Outcome, end: StepEnd | null, error?: TurnError): void {
    this.#live = null
    if (outcome === 'failed') this.#access.forget()
    endTurn(this.#core, live, { outcome, end, error }, () => this.#ports.ended(live.turn, outcome, live.access))
    this.#next()
  }

  #next(): void {
    const core = this.#core
    const turn = core.row.queue.shift()
    if (!turn) return
    const message = core.store.message(turn.user_message_id)!
    if (message.status === 'queued') {
      const parent_message_id = turn.parent ? turn.parent.id : core.row.leaf
      showBranchOf(core, parent_message_id)
      core.keep({ ...message, status: 'complete', parent_message_id })
      core.select(message.id)
      core.emit({ type: 'message_updated', message: core.store.viewOf(message.id)! })
    }
    this.#begin(turn)
  }

  #words(error: unknown): TurnError {
    if (error instanceof AppError) return { code: error.code, message: error.message, provider: error.extras.provider }
    log('error', 'turn failed', { error: String(error) })
    return { code: 'internal_error', message: 'Something went wrong here. Your message is kept.' }
  }
}
