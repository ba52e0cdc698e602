import { batch } from 'solid-js'
import { createStore, produce, reconcile } from 'solid-js/store'
import type { ThreadSummary } from '#protocol/thread.ts'
import { wordsOf } from '../api/error.ts'
import * as api from '../api/threads.ts'
import * as gone from './gone-threads.ts'
import { withNewest, withPage, withTouch, type ThreadRow, type ThreadTouch } from './thread-rows.ts'

export interface ThreadFilter {
  project_id: string
  search: string
  /** Search every project, not only this one. */
  everywhere: boolean
  archived: boolean
}
interface ThreadListState {
  filter: ThreadFilter | undefined
  rows: ThreadRow[]
  next_cursor: string | null
  status: 'loading' | 'more' | 'ready' | 'failed'
  error: string
}
const PAGE = 30
const [list, setList] = createStore<ThreadListState>({
  filter: undefined,
  rows: [],
  next_cursor: null,
  status: 'loading',
  error: '',
})
/** The threads of the sidebar: of one project, newest first, or what a search found. */
export { list as threadList }

let asked: AbortController | undefined
let asking: Promise<boolean> = Promise.resolve(true)
/** As the server told them since the list was asked for: the page that comes may be older. */
const told = new Map<string, ThreadSummary>()
const isGone = (thread_id: string) => gone.isGone(thread_id, list.filter?.archived === true)

const queryOf = (filter: ThreadFilter): api.ThreadsQuery => ({
  project_id: filter.everywhere ? undefined : filter.project_id,
  search: filter.search || undefined,
  include_archived: filter.archived || undefined,
  limit: PAGE,
})
const show = (rows: ThreadRow[]) => setList('rows', reconcile(rows.filter((row) => !isGone(row.id))))

function fits(filter: ThreadFilter, thread: ThreadTouch): boolean {
  const inProject = filter.everywhere || thread.project_id === filter.project_id
  return inProject && !filter.search && (filter.archived || !thread.archived)
}

/** A page, as far as nothing newer was told of its threads. */
const asTold = (page: ThreadSummary[], filter: ThreadFilter) =>
  page.map((thread) => told.get(thread.id) ?? thread).filter((thread) => filter.archived || !thread.archived)

/** Shows another project's threads, or another search. The same filter asks again without a flicker. False: nobody answered. */
export function openThreads(filter: ThreadFilter): Promise<boolean> {
  const same = list.filter !== undefined && JSON.stringify(list.filter) === JSON.stringify(filter)
  // Asked for while the page opened, and again by the sidebar: one answer is enough.
  if (!same || list.status !== 'loading') asking = askThreads(filter, same)
  return asking
}

async function askThreads(filter: ThreadFilter, same: boolean): Promise<boolean> {
  const isRefresh = same && list.status !== 'failed'
  const since = new Date().toISOString()
  asked?.abort()
  asked = new AbortController()
  const { signal } = asked
  told.clear()
  batch(() => {
    if (list.filter?.project_id !== filter.project_id) setList('rows', [])
    if (!isRefresh) setList({ status: 'loading', next_cursor: null })
    setList('filter', { ...filter })
  })
  try {
    const page = await api.listThreads(queryOf(filter), signal)
    batch(() => {
      const threads = asTold(page.threads, filter)
      const rows = isRefresh ? withNewest(list.rows, { ...page, threads }, since) : threads
      show(
        withPage(
          rows,
          [...told.values()].filter((thread) => fits(filter, thread)),
        ),
      )
      setList({ next_cursor: isRefresh ? list.next_cursor : page.next_cursor, status: 'ready', error: '' })
    })
    return true
  } catch (error) {
    if (signal.aborted) return asking
    setList(isRefresh ? { status: 'ready' } : { status: 'failed', error: wordsOf(error) })
    return false
  }
}

/** After something was missed: what others did meanwhile. False: nobody answered. */
export async function refreshThreads(): Promise<boolean> {
  await asking
  gone.forgetSettled()
  return list.filter ? openThreads({ ...list.filter }) : true
}

export async function moreThreads(): Promise<void> {
  const { filter, next_cursor } = list
  if (!filter || !next_cursor || list.status !== 'ready') return
  setList('status', 'more')
  const signal = asked?.signal
  try {
    const page = await api.listThreads({ ...queryOf(filter), cursor: next_cursor }, signal)
    batch(() => {
      show(withPage(list.rows, asTold(page.threads, filter)))
      setList({ next_cursor: page.next_cursor, status: 'ready' })
    })
  } catch {
    // The end of the list is still in view and asks again: not at once, or a server in trouble gets more of it.
    await new Promise((resolve) => setTimeout(resolve, 3000))
    if (!signal?.aborted) setList('status', 'ready')
  }
}

/** For the chat: a thread has a new title, message, read mark or answer. The sidebar follows at once. */
export function touchThread(update: ThreadTouch): void {
  const known = list.rows.find((row) => row.id === update.id)
  if (!list.filter || isGone(update.id)) return
  if (!known && !fits(list.filter, update)) return
  show(withTouch(list.rows, update))
}

/** As the server tells it: a thread that is new, changed, or back. */
export function hearThread(thread: ThreadSummary): void {
  told.set(thread.id, thread)
  gone.heardThread(thread)
  if (thread.archived && !list.filter?.archived) drop(thread.id)
  else touchThread(thread)
}

export function hearDeleted(thread_id: string): void {
  gone.takeOut(thread_id, 'deleted', true)
  told.delete(thread_id)
  drop(thread_id)
}

/** A project that is gone takes its threads along. */
export function forgetThreadsOf(project_id: string): void {
  show(list.rows.filter((row) => row.project_id !== project_id))
}

export const threadById = (id: string | undefined) => list.rows.find((row) => row.id === id)

function drop(thread_id: string) {
  setList(
    'rows',
    produce((rows) => {
      const at = rows.findIndex((row) => row.id === thread_id)
      if (at >= 0) rows.splice(at, 1)
    }),
  )
}

/** Taken out at once; put back when the server refuses. */
async function takeAway<T>(thread_id: string, why: 'deleted' | 'archived', job: () => Promise<T>): Promise<T> {
  const row = threadById(thread_id)
  gone.takeOut(thread_id, why)
  drop(thread_id)
  try {
    const done = await job()
    gone.settle(thread_id)
    return done
  } catch (error) {
    putBack(row)
    throw error
  }
}

function putBack(thread: ThreadSummary | undefined) {
  if (!thread) return
  gone.putBack(thread.id)
  touchThread(thread)
}

export async function renameThread(thread_id: string, title: string): Promise<void> {
  const before = threadById(thread_id)?.title
  touchThread({ id: thread_id, title })
  try {
    touchThread(await api.updateThread(thread_id, { title }))
  } catch (error) {
    touchThread({ id: thread_id, title: before })
    throw error
  }
}

export const deleteThread = (thread_id: string) => takeAway(thread_id, 'deleted', () => api.deleteThread(thread_id))
export const restoreThread = async (thread_id: string) => putBack(await api.restoreThread(thread_id))
export const archiveThread = (thread_id: string) =>
  takeAway(thread_id, 'archived', () => api.archiveThread(thread_id, true))
export const unarchiveThread = async (thread_id: string) => putBack(await api.archiveThread(thread_id, false))

export async function forkThread(thread_id: string, message_id?: string): Promise<api.CreatedThread> {
  const made = await api.forkThread(thread_id, message_id)
  touchThread(made)
  return made
}
