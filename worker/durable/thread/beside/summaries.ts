import type { SummaryView } from '#protocol/rest/summaries.ts'
import { AppError } from '../../../src/lib/error.ts'
import { described } from '../../../src/lib/log.ts'
import type { RoomCore } from '../desk/core.ts'
import { dueAt, unsummarized } from './summary-due.ts'
import { keepSummary, SUMMARY_TIMEOUT_MS, writeSummary } from './write-summary.ts'

const TRIES = 3
const RETRY_MS = 60_000
const BUSY_MS = 15_000

/** The thread's summaries: when one is due, the making, and what people see of them. The alarm calls `make`; no turn waits for it. */
export class Summaries {
  readonly #core: RoomCore
  readonly #ended: () => void
  #making = false

  /** `ended` is called after each that was tried: what changed may leave the room. */
  constructor(core: RoomCore, ended: () => void) {
    this.#core = core
    this.#ended = ended
  }

  /** A turn has ended: says when the next summary is due, and who pays for it. The caller commits. */
  turnEnded(by: string): void {
    const core = this.#core
    const { row } = core
    const left = unsummarized(core)
    row.thread.needs_summary = left.isMuch
    const due = dueAt(left, Date.now())
    if (row.summarizing.asked || this.#making) return
    row.summarizing = { ...row.summarizing, by, due_at: due === null ? null : new Date(due).toISOString(), failures: 0 }
    if (due !== null) core.alarm.noLaterThan(due)
  }

  /** Somebody asks for one, now. The caller commits. */
  ask(by: string): SummaryView {
    const core = this.#core
    if (unsummarized(core).messages === 0) throw new AppError('unprocessable', 'There is nothing new to summarize.')
    const asked = { state: 'due', due_at: new Date().toISOString(), by, asked: true, failures: 0, error: null } as const
    core.row.summarizing = this.#making ? { ...asked, state: 'running' } : asked
    core.alarm.noLaterThan(Date.now())
    return this.view()
  }

  view(): SummaryView {
    const { store, row } = this.#core
    const { state, error } = row.summarizing
    const [newest, ...history] = store.summaries()
    const isKept = row.thread.summary !== null
    return {
      summary: isKept ? (newest ?? null) : null,
      state,
      error,
      history: isKept ? history : store.summaries(),
    }
  }

  /** A person's own words, or with null none. The caller commits. */
  edit(text: string | null): void {
    const core = this.#core
    const { row, store } = core
    const before = store.summaries().find((one) => store.tree.isAbove(one.end_message_id, row.leaf))
    const end = before?.end_message_id ?? row.leaf
    if (text === null || end === null) {
      row.thread.summary = text
      return
    }
    keepSummary(core, { text, key_topics: before?.key_topics ?? [], end, source: 'edited', model: null })
  }

  /** Called by the alarm: begins a summary that is due, beside everything else. */
  begin(now: number): void {
    const core = this.#core
    const { due_at, failures } = core.row.summarizing
    if (this.#making || due_at === null || failures >= TRIES) return
    const due = Date.parse(due_at)
    if (due > now) return core.alarm.noLaterThan(due)
    // the conversation comes first: both would share the provider's limits
    if (core.row.running && !core.row.running.waits) return core.alarm.noLaterThan(now + BUSY_MS)
    this.#making = true
    const over = () => {
      this.#making = false
      this.#ended()
    }
    core.ctx.waitUntil(this.#make().finally(over))
  }

  async #make(): Promise<void> {
    const core = this.#core
    // if this memory is lost, the alarm finds it due again
    core.alarm.noLaterThan(Date.now() + SUMMARY_TIMEOUT_MS)
    core.row.summarizing.state = 'running'
    core.commit()
    const error = await writeSummary(core).catch((reason: unknown) =>
      reason instanceof AppError ? reason.message : `It failed: ${described(reason)}`,
    )
    if (!core.isOpen) return
    const { summarizing } = core.row
    if (error === null) {
      core.row.summarizing = { ...summarizing, state: 'idle', due_at: null, asked: false, failures: 0, error: null }
    } else {
      const failures = summarizing.failures + 1
      const again = failures < TRIES ? Date.now() + RETRY_MS * 2 ** failures : null
      const due_at = again === null ? null : new Date(again).toISOString()
      core.row.summarizing = { ...summarizing, state: 'failed', due_at, asked: false, failures, error }
      if (again !== null) core.alarm.noLaterThan(again)
    }
    core.commit()
  }
}
