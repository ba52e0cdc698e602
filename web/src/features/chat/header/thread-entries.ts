import { useNavigate } from '@solidjs/router'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import GitFork from 'lucide-solid/icons/git-fork'
import Pencil from 'lucide-solid/icons/pencil'
import ScrollText from 'lucide-solid/icons/scroll-text'
import Trash from 'lucide-solid/icons/trash'
import type { Accessor } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { wordsOf } from '../../../api/error.ts'
import * as threads from '../../../state/threads.ts'
import type { MenuEntry } from '../../../ui/menu.tsx'
import { toast } from '../../../ui/toast.ts'
import type { Chat } from '../state/chat-context.ts'
import { openSummary } from '../state/open-summary.ts'

/** Everything that can be done with an open thread. What fails is said above the composer. */
export function createThreadEntries(chat: Chat, project: Accessor<Project>, rename: () => void) {
  const navigate = useNavigate()
  const { thread_id: id, state } = chat.session

  const attempt = async (job: () => Promise<unknown>) => {
    try {
      await job()
    } catch (error) {
      chat.setProblem(wordsOf(error))
    }
  }
  const takeAway = (job: () => Promise<unknown>, back: () => Promise<unknown>, words: string) =>
    attempt(async () => {
      navigate(`/p/${project().id}`)
      await job()
      const undo = () => void attempt(() => back().then(() => navigate(`/p/${project().id}/t/${id}`)))
      toast(words, { undo })
    })
  const fork = () =>
    attempt(async () => {
      const made = await threads.forkThread(id)
      navigate(`/p/${made.project_id}/t/${made.id}`)
    })
  const unarchive = () => threads.unarchiveThread(id)
  const archive = () => takeAway(() => threads.archiveThread(id), unarchive, 'Thread archived')
  const remove = () =>
    takeAway(
      () => threads.deleteThread(id),
      () => threads.restoreThread(id),
      'Thread deleted',
    )

  const entries = (): MenuEntry[] => [
    { label: 'Rename', icon: Pencil, note: 'Enter', onSelect: rename },
    {
      label: 'Summary',
      icon: ScrollText,
      note: state.thread?.needs_summary ? 'Needs one' : undefined,
      testid: 'open-summary',
      onSelect: () => openSummary(),
    },
    { label: 'Continue in a new thread', icon: GitFork, onSelect: () => void fork() },
    state.thread?.archived
      ? { label: 'Bring back', icon: ArchiveRestore, onSelect: () => void attempt(unarchive) }
      : { label: 'Archive', icon: Archive, onSelect: () => void archive() },
    'line',
    { label: 'Delete', icon: Trash, danger: true, onSelect: () => void remove() },
  ]
  return { attempt, entries }
}
