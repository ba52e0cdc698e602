import type { ProviderFailure, TurnError } from '../../protocol/error.ts'
import type { Outcome } from '../../protocol/message.ts'
import type { Snapshot } from '../../protocol/thread-down.ts'
import { QUEUE_MAX } from '../../protocol/limits.ts'
import { estimatedUsage, outcomeOf } from '../../src/agent/outcome.ts'
import { withRetries } from '../../src/agent/retry.ts'
import { runStep, type StepEnd } from '../../src/agent/step.ts'
import type { ModelAccess } from '../../src/auth/model-access.ts'
import { AppError } from '../../src/lib/error.ts'
import { log } from '../../src/lib/log.ts'
import type { PromptMessage } from '../../src/providers/wire.ts'
import { AccessCache } from './access.ts'
import { Answer } from './answer.ts'
import { queueOf } from './catch-up.ts'
import { contextOf } from './context.ts'
import type { RoomCore } from './core.ts'
import { endOf, newAnswer, promptOf, usageEntry } from './answers.ts'
import type { StoredMessage, Turn } from './rows.ts'

/** How often a turn that a crash met before its first token is begun again. */
const ATTEMPTS = 3

/** The turn that runs in this memory. `running` in the room's row may name one that nobody runs: a crash was there. */
interface Live {
  turn: Turn
  abort: AbortController
  answer: Answer | null
  access: ModelAccess | null
  promptChars: number
}

/** What happens when a turn has ended, besides the next one beginning. */
export interface TurnsAfter {
  ended(turn: Turn, outcome: Outcome, access: ModelAccess | null): void
}

/** The thread's turns: one runs, the rest wait in order. Every one ends in an outcome. */
export class Turns {
  readonly #core: RoomCore
  readonly #access: AccessCache
  readonly #after: TurnsAfter
  #live: Live | null = null

  constructor(core: RoomCore, access: AccessCache, after: TurnsAfter) {
    this.#core = core
    this.#access = access
    this.#after = after
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
    this.#announce(turn, { state: 'queued' })
  }

  /**
   * Runs what is marked as running, unless it runs already. Before the commit, on purpose: where the model is known, the
   * request to it leaves at once instead of waiting for the disk, as everything would that leaves after a write.
   */
  go(): void {
    const turn = this.#core.store.row?.running
    if (!turn || this.#live?.turn.id === turn.id) return
    const live: Live = { turn, abort: new AbortController(), answer: null, access: null, promptChars: 0 }
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
    this.#announce(turn, { state: 'ended', outcome: 'stopped' })
    return true
  }

  /** Stops the running turn, and the connection to its provider with it. The caller calls `go` and commits. */
  stop(): void {
    const live = this.#live
    if (!live) return
    this.#end(live, 'stopped', null)
    live.abort.abort()
  }

  /** What somebody before us left running: asked again when nothing had arrived, else ended with what had. */
  recover(): void {
    const turn = this.#core.store.row?.running
    if (!turn || this.#live || !this.#core.isOpen) return
    const message = this.#core.store.message(turn.id)
    const hasText = message && (message.content !== '' || message.reasoning)
    if (message) this.#core.select(turn.id)
    if (!hasText && turn.attempts < ATTEMPTS) {
      turn.attempts++
      this.go()
      return this.#core.commit()
    }
    const live: Live = { turn, abort: new AbortController(), answer: null, access: null, promptChars: 0 }
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
    this.#announce(turn, { state: 'running' })
  }

  async #run(live: Live): Promise<void> {
    try {
      const found = this.#access.of(live.turn)
      const looksUp = found instanceof Promise
      live.access = looksUp ? await found : found
      if (this.#live !== live) return
      live.answer = this.#open(live, live.access)
      if (looksUp) this.#core.release()
      const end = await this.#ask(live, live.answer, live.access)
      if (this.#live !== live) return
      const { outcome, error } = outcomeOf(end)
      this.#finish(live, outcome, end, error)
    } catch (error) {
      if (this.#live !== live) return
      this.#finish(live, 'failed', null, this.#words(error))
    }
  }

  /** Announces the empty answer. It is stored once it has said something; until then the turn in the room's row stands for it. */
  #open(live: Live, access: ModelAccess): Answer {
    const core = this.#core
    core.contextWindow = access.context_window
    const { turn } = live
    const known = core.store.message(turn.id)
    const message = known ?? newAnswer(core, turn, access)
    if (!known) {
      core.store.hold(message)
      core.select(message.id)
      core.emit({
        type: 'assistant_message_start',
        message_id: message.id,
        thread_id: message.thread_id,
        parent_message_id: turn.user_message_id,
        provider: access.provider,
        model: access.model,
        branch: core.store.tree.branchOf(message.id),
        created_at: message.created_at,
      })
    }
    return new Answer(core, message, () => this.#full(live))
  }

  async #ask(live: Live, answer: Answer, access: ModelAccess): Promise<StepEnd> {
    const messages = promptOf(this.#core, live.turn, access)
    live.promptChars = messages.reduce((chars, message: PromptMessage) => chars + message.content.length, 0)
    const ports = this.#access.ports(access)
    const request = { model: access.model, messages, options: live.turn.options }
    return withRetries(() => runStep(ports, request, live.abort.signal, answer), {
      hasBegun: () => answer.hasBegun,
      wait: (ms, failure) => this.#wait(live, ms, failure),
    })
  }

  async #wait(live: Live, ms: number, failure: ProviderFailure): Promise<void> {
    const error: TurnError = { code: 'ai_provider_error', message: failure.message, provider: failure }
    this.#announce(live.turn, { state: 'running', error, retry_at: new Date(Date.now() + ms).toISOString() })
    this.#core.release()
    await scheduler.wait(ms, { signal: live.abort.signal })
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
    const core = this.#core
    this.#live = null
    const message = this.#lastOf(live)
    const last = live.answer?.last() ?? { message_id: message.id, chunk: '', chunk_index: 0, kind: 'text' as const }
    const spoke = live.answer !== null && (live.answer.hasBegun || end?.usage)
    const chars = message.content.length + (message.reasoning?.length ?? 0)
    const usage = end?.usage ?? (spoke && chars > 0 ? estimatedUsage(live.promptChars, chars) : undefined)
    const ended = {
      ...message,
      status: outcome,
      finished_at: new Date().toISOString(),
      usage,
      cost_usd: end?.cost_usd ?? null,
      error,
    }
    core.keep(ended)
    if (usage && live.access)
      core.row.outbox.usage.push(usageEntry(core, live.turn, live.access, usage, ended.cost_usd, 'turn'))
    core.touch()
    core.row.running = null
    core.emit({ type: 'stream_chunk', ...last, is_final: true, ...endOf(ended, outcome) })
    this.#announce(live.turn, { state: 'ended', outcome, error })
    core.notify({ type: 'context', ...contextOf(core) })
    this.#after.ended(live.turn, outcome, live.access)
    this.#next()
  }

  /** The answer's message; a turn that failed before its answer began gets one now, so that its end has a place. */
  #lastOf(live: Live): StoredMessage {
    const core = this.#core
    const known = live.answer?.message ?? core.store.message(live.turn.id)
    if (known) return known
    const message = newAnswer(core, live.turn, null)
    core.store.hold(message)
    core.select(message.id)
    core.emit({
      type: 'assistant_message_start',
      message_id: message.id,
      thread_id: message.thread_id,
      parent_message_id: live.turn.user_message_id,
      provider: message.provider ?? '',
      model: message.model ?? '',
      branch: core.store.tree.branchOf(message.id),
      created_at: message.created_at,
    })
    return message
  }

  #next(): void {
    const core = this.#core
    const turn = core.row.queue.shift()
    if (!turn) return
    const message = core.store.message(turn.user_message_id)!
    if (message.status === 'queued') {
      core.keep({ ...message, status: 'complete', parent_message_id: turn.parent ? turn.parent.id : core.row.leaf })
      core.select(message.id)
      core.emit({ type: 'message_updated', message: core.store.viewOf(message.id)! })
    }
    this.#begin(turn)
  }

  #announce(
    turn: Turn,
    state: { state: 'queued' | 'running' | 'ended'; outcome?: Outcome; error?: TurnError; retry_at?: string },
  ): void {
    const { id, user_message_id } = turn
    this.#core.emit({ type: 'turn', message_id: id, user_message_id, ...state, queue: queueOf(this.#core.row.queue) })
  }

  #words(error: unknown): TurnError {
    if (error instanceof AppError) return { code: error.code, message: error.message, provider: error.extras.provider }
    log('error', 'turn failed', { error: String(error) })
    return { code: 'internal_error', message: 'Something went wrong here. Your message is kept.' }
  }
}
