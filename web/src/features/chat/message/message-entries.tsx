import Copy from 'lucide-solid/icons/copy'
import Cpu from 'lucide-solid/icons/cpu'
import GitFork from 'lucide-solid/icons/git-fork'
import Pencil from 'lucide-solid/icons/pencil'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import Snowflake from 'lucide-solid/icons/snowflake'
import Sparkles from 'lucide-solid/icons/sparkles'
import Trash from 'lucide-solid/icons/trash'
import { isTouch } from '../../../lib/media.ts'
import type { MenuEntry } from '../../../ui/menu.tsx'
import type { Chat } from '../state/chat-context.ts'

/** Keys are for keyboards. */
const keyNote = (key: string) => (isTouch() ? undefined : key)

/** Ways to answer again: the same model, another temperature, another model. */
export function againEntries(chat: Chat, id: string, anchor: () => Element): MenuEntry[] {
  const { actions } = chat
  return [
    {
      label: 'Answer again',
      icon: RefreshCw,
      note: keyNote('R'),
      testid: 'action-regenerate',
      onSelect: () => actions.answerAgain(id),
    },
    {
      label: 'More exactly',
      icon: Snowflake,
      note: 'temperature 0.2',
      onSelect: () => actions.answerAgain(id, { temperature: 0.2 }),
    },
    {
      label: 'More freely',
      icon: Sparkles,
      note: 'temperature 1.2',
      onSelect: () => actions.answerAgain(id, { temperature: 1.2 }),
    },
    { label: 'With another model', icon: Cpu, onSelect: () => actions.chooseModel(id, anchor()) },
  ]
}

/** Everything that can be done with a message, for a menu or a sheet. */
export function messageEntries(chat: Chat, id: string, anchor: () => Element): MenuEntry[] {
  const { actions } = chat
  const message = chat.message(id)
  const entries: MenuEntry[] = [
    { label: 'Copy', icon: Copy, note: keyNote('C'), testid: 'action-copy', onSelect: () => actions.copy(id) },
  ]
  if (!message || message.deleted_at || !chat.canWrite()) return message?.deleted_at ? [] : entries
  const mine = message.author?.id === chat.me.id
  if (mine)
    entries.push({
      label: 'Edit',
      icon: Pencil,
      note: keyNote('E'),
      testid: 'action-edit',
      onSelect: () => actions.startEdit(id),
    })
  if (message.role === 'assistant') entries.push(...againEntries(chat, id, anchor))
  entries.push({ label: 'Continue in a new thread', icon: GitFork, onSelect: () => void actions.fork(id) })
  if (mine || message.role === 'assistant')
    entries.push('line', {
      label: 'Delete',
      icon: Trash,
      danger: true,
      testid: 'action-delete',
      onSelect: () => void actions.remove(id),
    })
  return entries
}
