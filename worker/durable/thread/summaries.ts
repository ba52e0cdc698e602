import { newId } from '../../protocol/ids.ts'
import type { SummaryView } from '../../protocol/rest/summaries.ts'
import { SUMMARY_MAX_CHARS, type Summary } from '../../protocol/summary.ts'
import { readSummary, summaryPart } from '../../src/agent/summary.ts'
import { estimate } from '../../src/agent/tokens.ts'
import { learnFromRefusal, promptBudget, windowOf } from '../../src/agent/window.ts'
import { summaryModel } from '../../src/auth/summary-model.ts'
import type { ModelAccess } from '../../src/auth/model-access.ts'
import { AppError } from '../../src/lib/error.ts'
import { described } from '../../src/lib/log.ts'
import type { AccessCache } from './access.ts'
import type { RoomCore } from './core.ts'
import { keepLearned, learnedOf, windowHere } from './prompts.ts'
import type { StoredMessage } from './rows.ts'
import { sideCall } from './side-call.ts'
import { dueAt, leftOut } from './summary-due.ts'

/** A model that thinks takes some of them for its thoughts. */
const SUMMARY_TOKENS = 3_000
const TIMEOUT_MS = 120_000
/** A conversation longer than this many requests is summarized from its newer part. */
const PARTS_MAX = 20
const TRIES = 3
const SHORTER_TRIES = 2
const RETRY_MS = 60_000
const BUSY_MS = 15_000

interface Said {
  name: string
  text: string
}
type Made = Pick<Summary, 'text' | 'key_topics'>

/** The thread's summaries: when one is due, the making, and what people see of them. The alarm calls `make`; no turn waits for it. */
export class Summaries {
  readonly #core: RoomCore
  readonly #access: AccessCache
  #making = false

  constructor(core: RoomCore, access: AccessCache) {
    this.#core = core
    this.#access = access
  }

  /** A turn has ended: says when the next summary is due, and who pays for it. The caller commits. */
  turnEnded(by: string): void {
    const core = this.#core
    const { row } = core
    const left = leftOut(core)
    row.thread.needs_summary = left.isMuch
    const due = dueAt(left, Date.now())
    if (row.summarizing.asked || this.#making) return
    row.summarizing = { ...row.summarizing, by, due_at: due === null ? null : new Date(due).toISOString(), failures: 0 }
    if (due !== null) core.alarm.noLaterThan(due)
  }

  /** Somebody asks for one, now. The caller commits. */
  ask(by: string): SummaryView {
    const core = this.#core
    if (leftOut(core).messages === 0) throw new AppError('unprocessable', 'There is nothing new to summarize.')
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
    this.#keep({ text, key_topics: before?.key_topics ?? [], end, source: 'edited', model: null })
  }

  /** Called by the alarm: begins a summary that is due, beside everything else. */
  begin(now: number): void {
    const core = this.#core
    const { due_at, failures } = core.row.summarizing
    if (this.#making || due_at === null || failures >= TRIES) return
    const due = Date.parse(due_at)
    if (due > now) return core.alarm.noLaterThan(due)
    // the conversation comes first: both would share the provider's limits
    if (core.row.running && !core.row.running.pause) return core.alarm.noLaterThan(now + BUSY_MS)
    this.#making = true
    core.ctx.waitUntil(this.#make().finally(() => (this.#making = false)))
  }

  async #make(): Promise<void> {
    const core = this.#core
    // if this memory is lost, the alarm finds it due again
    core.alarm.noLaterThan(Date.now() + TIMEOUT_MS)
    core.row.summarizing.state = 'running'
    core.commit()
    const error = await this.#tryModels().catch((reason: unknown) =>
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

  /** Null: it is made. The cheap model first; where the key doesn't open it, the model of the thread. */
  async #tryModels(): Promise<string | null> {
    const core = this.#core
    const { summarizing, thread } = core.row
    const { project_id, provider, model } = thread
    const by = summarizing.by
    if (by === null) return 'Nobody is there who pays for it.'
    const last = core.row.read
    const ask = { user_id: by, project_id, thread: { provider, model }, last, asked: summarizing.asked }
    let failed: string | null = 'Summaries are switched off.'
    for (const access of await summaryModel(core.env, ask)) {
      failed = await this.#summarize(by, access)
      if (failed === null) return null
    }
    return failed
  }

  async #summarize(by: string, model: ModelAccess): Promise<string | null> {
    const core = this.#core
    const { row, store } = core
    const end = row.leaf!
    const isKept = row.thread.summary !== null
    const from = isKept ? store.summaries().find((one) => store.tree.isAbove(one.end_message_id, end)) : undefined
    let left = this.#said(from ? store.tree.depthOf(from.end_message_id) : 0, end)
    let made: Made | null = from ? { text: from.text, key_topics: from.key_topics } : null
    for (let part = 0, shorter = 0; left.length > 0 && part < PARTS_MAX; part++) {
      const asked = await this.#part({ by, model, end }, made, left)
      if (asked.failure?.kind === 'provider_context_length' && shorter++ < SHORTER_TRIES) continue
      if (asked.failure) return asked.failure.message
      if (asked.made.text === '') return 'The model wrote nothing.'
      made = asked.made
      left = left.slice(asked.covered)
    }
    if (!made || !core.isOpen) return null
    const source = row.summarizing.asked ? 'asked' : 'automatic'
    this.#keep({ ...made, end, source, model: `${model.provider}/${model.model}` })
    return null
  }

  /** One request: as many of the oldest messages as the model can read. A refusal for length makes the next one shorter. */
  async #part({ by, model, end }: { by: string; model: ModelAccess; end: string }, made: Made | null, left: Said[]) {
    const core = this.#core
    const reader = { ...model, max_tokens: SUMMARY_TOKENS }
    const learned = learnedOf(core, reader, 'estimated')
    const budget = promptBudget(windowOf(windowHere(core, model), learned), reader, learned, 'estimated')
    const { messages, covered } = summaryPart(made?.text ?? null, left, budget, estimate)
    const call = { purpose: 'summary', user_id: by, message_id: end, messages, timeout_ms: TIMEOUT_MS } as const
    const answer = await sideCall(core, this.#access, model, { ...call, max_tokens: SUMMARY_TOKENS })
    const { failure } = answer
    if (failure?.kind === 'provider_context_length' && core.isOpen)
      keepLearned(core, reader, 'estimated', learnFromRefusal(learned, budget, failure))
    return { failure, made: readSummary(answer.text), covered }
  }

  /** What was said on the branch below a depth, oldest first. */
  #said(depth: number, end: string): Said[] {
    const said: Said[] = []
    for (const node of this.#core.store.tree.upward(end)) {
      if (node.depth <= depth) break
      const message = this.#core.store.message(node.id)!
      if (message.deleted_at || message.content === '') continue
      said.push({ name: nameOf(message), text: message.content })
    }
    return said.reverse()
  }

  #keep(made: {
    text: string
    key_topics: string[]
    end: string
    source: Summary['source']
    model: string | null
  }): void {
    const core = this.#core
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
}

function nameOf(message: StoredMessage): string {
  return message.role === 'assistant' ? 'Assistant' : (message.author?.name ?? 'Person')
}
