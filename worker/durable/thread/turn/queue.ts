import type { TurnError } from '#protocol/error.ts'
import { QUEUE_MAX } from '#protocol/limits.ts'
import type { Outcome } from '#protocol/message.ts'
import type { Snapshot } from '#protocol/thread-down.ts'
import { outcomeOf } from '../../../src/agent/outcome.ts'
import { AppError } from '../../../src/lib/error.ts'
import { log } from '../../../src/lib/log.ts'
import type { ModelAccess } from '../../../src/models/model-access.ts'
import { showBranchOf } from '../branch/branch.ts'
import type { RoomCore } from '../desk/core.ts'
import { spendLost } from '../ledger/spent.ts'
import type { AccessCache } from '../prompt/access.ts'
import type { Turn } from '../store/rows.ts'
import { promptTokens } from './close-step.ts'
import { endTurn } from './end-turn.ts'
import { announceTurn, newLive, type Live } from './live.ts'
import { recovered } from './recover.ts'
import { runTurn, type BudgetWait } from './run.ts'

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
    if (!turn || turn.waits || this.#live?.turn.id === turn.id) return
    const live = newLive(turn, this.#steps(turn))
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
      this.#core.emit({ type: 'message_updated', message: this.#core.store.needView(message.id) })
    }
    announceTurn(this.#core, turn, { state: 'ended', outcome: 'stopped' })
    return true
  }

  /** Stops the running turn, and the connection to its provider with it. The caller calls `go` and commits. */
  stop(): void {
    const { waiting } = this
    const live = this.#live ?? (waiting && newLive(waiting, this.#steps(waiting)))
    if (!live) return
    this.#end(live, 'stopped')
    live.abort.abort()
  }

  /** The running turn where it waits for something; null: none does. */
  get waiting(): Turn | null {
    const turn = this.#core.store.row?.running
    return turn?.waits ? turn : null
  }

  /** Lets the turn that waits at a budget run, this once. The caller calls `go` and commits. */
  allow(turn: Turn): void {
    delete turn.waits
    turn.allowed = true
    announceTurn(this.#core, turn, { state: 'running' })
  }

  /** What somebody before us left running goes on behind its last whole step, or ends with what had come. */
  recover(): void {
    const core = this.#core
    const turn = core.store.row?.running
    if (!turn || turn.waits || this.#live || !core.isOpen) return
    // The leaf may be an answer that the crash took before it was stored: a branch that ends nowhere looks empty.
    core.select(core.store.message(turn.id) ? turn.id : turn.user_message_id)
    const next = recovered(core, turn)
    if (next === 'again') {
      this.go()
      return core.commit()
    }
    const live = newLive(turn, this.#steps(turn))
    this.#live = live
    core.ctx.waitUntil(this.#endInterrupted(live, next))
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
    this.#core.row.running = turn
    announceTurn(this.#core, turn, { state: 'running' })
  }

  async #run(live: Live): Promise<void> {
    const core = this.#core
    const { settleBooks } = this.#ports
    const ports = { core, access: this.#access, settleBooks, full: (one: Live) => this.#full(one) }
    try {
      const { end, waits } = await runTurn(ports, live)
      if (this.#live !== live) return
      if (waits) return this.#wait(live, waits)
      const { outcome, error } = outcomeOf(end)
      this.#finish(live, outcome, error)
    } catch (error) {
      if (this.#live === live) this.#finish(live, 'failed', this.#words(error))
    }
  }

  #steps(turn: Turn): number {
    return this.#core.store.message(turn.id)?.steps?.length ?? 0
  }

  /** Ends a turn that a crash met and that can't go on, with a bill for what it had asked for. */
  async #endInterrupted(live: Live, outcome: Outcome): Promise<void> {
    const core = this.#core
    const access = await Promise.resolve(this.#access.of(live.turn)).catch(() => null)
    if (this.#live !== live) return
    live.access = access
    if (access) spendLost(core, live.turn, access, promptTokens(core, live))
    this.#finish(live, outcome, {
      code: 'unavailable',
      message: 'The server was interrupted here. What arrived is saved.',
    })
  }

  /** The turn waits, stored, for somebody's word; nothing here waits with it. */
  #wait(live: Live, { budget, ...waits }: BudgetWait): void {
    this.#live = null
    live.answer?.save()
    live.turn.waits = { ...waits, budget }
    announceTurn(this.#core, live.turn, { state: 'waiting', step: live.turn.step, waits, budget })
    this.#core.commit()
  }

  /** An answer that outgrew its row ends where it is. */
  #full(live: Live): void {
    if (this.#live !== live) return
    this.#finish(live, 'length')
    live.abort.abort()
  }

  #finish(live: Live, outcome: Outcome, error?: TurnError): void {
    this.#end(live, outcome, error)
    this.go()
    this.#core.commit()
  }

  /** Names the end, and makes the next waiting turn the running one. */
  #end(live: Live, outcome: Outcome, error?: TurnError): void {
    this.#live = null
    if (outcome === 'failed') this.#access.forget()
    endTurn(this.#core, live, { outcome, error }, () => this.#ports.ended(live.turn, outcome, live.access))
    this.#next()
  }

  #next(): void {
    const core = this.#core
    const turn = core.row.queue.shift()
    if (!turn) return
    const message = core.store.need(turn.user_message_id)
    if (message.status === 'queued') {
      const parent_message_id = turn.parent ? turn.parent.id : core.row.leaf
      showBranchOf(core, parent_message_id)
      core.keep({ ...message, status: 'complete', parent_message_id })
      core.select(message.id)
      core.emit({ type: 'message_updated', message: core.store.needView(message.id) })
    }
    this.#begin(turn)
  }

  #words(error: unknown): TurnError {
    if (error instanceof AppError) return { code: error.code, message: error.message, provider: error.extras.provider }
    log('error', 'turn failed', { error: String(error) })
    return { code: 'internal_error', message: 'Something went wrong here. Your message is kept.' }
  }
}
