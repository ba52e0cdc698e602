import Copy from 'lucide-solid/icons/copy'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import GitFork from 'lucide-solid/icons/git-fork'
import Pencil from 'lucide-solid/icons/pencil'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import Trash from 'lucide-solid/icons/trash'
import { quickIcon } from '../../../ui/quick-icon.ts'

/** Of a message's actions: every message has several. */
export const AgainIcon = quickIcon(RefreshCw)
export const CopyIcon = quickIcon(Copy)
export const ForkIcon = quickIcon(GitFork)
export const MoreIcon = quickIcon(Ellipsis)
export const PencilIcon = quickIcon(Pencil)
export const TrashIcon = quickIcon(Trash)
