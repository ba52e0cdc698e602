import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import type { SummaryView } from '#protocol/rest/summaries.ts'
import { wordsOf } from '../../../api/error.ts'
import { getSummary, summarize } from '../../../api/summaries.ts'
import { updateThread } from '../../../api/threads.ts'
import type { Chat } from '../state/chat-context.ts'
import { setSummaryWanted, summaryWanted } from '../state/open-summary.ts'

/** A failure is not told by a frame, so while one is being written the page also asks. */
const ASK_MS = 2000

export interface SummaryOf {
  view: Accessor<SummaryView | undefined>
  /** Why nothing could be shown. */
  loadError: Accessor<unknown>
  /** Why what was asked for did not happen. */
  problem: Accessor<string>
  asking: Accessor<boolean>
  running: Accessor<boolean>
  load(): Promise<void>
  /** Asks for a new one. */
  ask(): Promise<void>
  /** Stores a person's own words; throws the server's refusal. */
  save(text: string): Promise<void>
}

/** The summary of an open thread: read at once, or written anew where that is wanted, and read again whenever a frame says that there is a new one. */
export function createSummary(chat: Chat): SummaryOf {
  const { thread_id, state } = chat.session
  const [view, setView] = createSignal<SummaryView>()
  const [loadError, setLoadError] = createSignal<unknown>()
  const [problem, setProblem] = createSignal('')
  const [asking, setAsking] = createSignal(false)
  /** One that is due by itself may take a day; one that was asked for here begins at once. */
  const [expected, setExpected] = createSignal(false)
  const running = () => view()?.state === 'running' || (expected() && view()?.state === 'due')
  const show = (next: SummaryView) => {
    setView(next)
    if (next.state === 'idle' || next.state === 'failed') setExpected(false)
  }

  async function load(): Promise<void> {
    try {
      show(await getSummary(thread_id))
      setLoadError(undefined)
    } catch (error) {
      if (!view()) setLoadError(error)
    }
  }
  async function ask(): Promise<void> {
    setAsking(true)
    setProblem('')
    try {
      const next = await summarize(thread_id)
      setExpected(true)
      show(next)
    } catch (error) {
      setProblem(`Not summarized. ${wordsOf(error)}`)
      if (!view()) await load()
    } finally {
      setAsking(false)
    }
  }
  async function save(summary: string): Promise<void> {
    await updateThread(thread_id, { summary })
    await load()
  }
  if (!summaryWanted()) void load()
  createEffect(() => {
    if (!summaryWanted()) return
    setSummaryWanted(false)
    void ask()
  })
  createEffect(
    on(
      () => state.summary?.id,
      () => void load(),
      { defer: true },
    ),
  )
  createEffect(() => {
    if (!running()) return
    const timer = setInterval(() => void load(), ASK_MS)
    onCleanup(() => clearInterval(timer))
  })
  return { view, running, loadError, problem, asking, load, ask, save }
}
