import { useNavigate } from '@solidjs/router'
import { wordsOf } from '../../api/error.ts'
import { announce } from '../../ui/announcer.tsx'
import type { ThreadRow } from '../../state/thread-rows.ts'
import * as threads from '../../state/threads.ts'
import { toast } from '../../ui/toast.ts'

export interface ThreadActions {
  rename: (row: ThreadRow, title: string) => void
  fork: (row: ThreadRow) => void
  archive: (row: ThreadRow) => void
  unarchive: (row: ThreadRow) => void
  remove: (row: ThreadRow) => void
}

/** Does it at once and offers Undo; what fails is told to `problem`, where the list shows it. */
export function createThreadActions(options: {
  openThread: () => string | undefined
  problem: (words: string) => void
}): ThreadActions {
  const navigate = useNavigate()
  const path = (row: ThreadRow) => `/p/${row.project_id}/t/${row.id}`
  const attempt = async (what: string, job: () => Promise<void>) => {
    try {
      await job()
    } catch (error) {
      options.problem(`${what} ${wordsOf(error)}`)
    }
  }
  /** The open thread goes away under the reader, so the page goes to the project; Undo comes back. */
  const takeAway = async (row: ThreadRow, job: () => Promise<void>, back: () => Promise<void>, done: string) => {
    const wasOpen = options.openThread() === row.id
    if (wasOpen) navigate(`/p/${row.project_id}`)
    await job()
    toast(done, {
      undo: () =>
        void attempt('Not brought back.', async () => {
          await back()
          if (wasOpen) navigate(path(row))
        }),
    })
  }
  return {
    rename: (row, title) =>
      void attempt('Not renamed.', async () => {
        await threads.renameThread(row.id, title)
        announce('Renamed')
      }),
    fork: (row) =>
      void attempt('Not copied.', async () => {
        const made = await threads.forkThread(row.id)
        navigate(`/p/${made.project_id}/t/${made.id}`)
      }),
    archive: (row) =>
      void attempt('Not archived.', () =>
        takeAway(
          row,
          () => threads.archiveThread(row.id).then(() => {}),
          () => threads.unarchiveThread(row.id),
          'Thread archived',
        ),
      ),
    unarchive: (row) => void attempt('Not brought back.', () => threads.unarchiveThread(row.id)),
    remove: (row) =>
      void attempt('Not deleted.', () =>
        takeAway(
          row,
          () => threads.deleteThread(row.id).then(() => {}),
          () => threads.restoreThread(row.id),
          'Thread deleted',
        ),
      ),
  }
}
