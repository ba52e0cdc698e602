import { SNAPSHOT_MESSAGES } from '#protocol/limits.ts'
import { selectedMessages } from './shown.ts'
import type { RoomCore } from '../desk/core.ts'

/** Selects, for everyone, the branch that ends in `leaf`, and tells what of it they do not see yet (M6). */
export function selectLeaf(core: RoomCore, leaf: string): void {
  const shared = core.store.tree.commonAncestor(core.row.leaf, leaf)
  core.select(leaf)
  const { messages, has_more } = selectedMessages(core, SNAPSHOT_MESSAGES, shared)
  core.emit({ type: 'branch_selected', message_id: leaf, parent_message_id: shared, messages, has_more })
}

/**
 * Called before a message is placed below `parent`: those who watch another branch are shown this one first, since they
 * place what comes after a message they see (M2).
 */
export function showBranchOf(core: RoomCore, parent: string | null): void {
  if (parent === null || parent === core.row.leaf) return
  for (const node of core.store.tree.upward(core.row.leaf)) if (node.id === parent) return
  selectLeaf(core, parent)
}
