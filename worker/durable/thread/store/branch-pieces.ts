import { piecesOf, type PromptPiece } from '../../../src/agent/prompt/prompt-pieces.ts'
import type { TokenCounter } from '../../../src/agent/prompt/tokens.ts'
import type { Store } from './store.ts'
import type { TreeNode } from './tree.ts'

/** New messages since the last prompt, beyond which the branch is walked anew. */
const NEW_MAX = 50
/** Pieces that are remembered: more than any prompt holds. */
const PIECES_MAX = 50_000

/** A branch as prompts hold it, as far as it was read. */
interface Walked {
  edition: number
  leaf: string
  /** What came since the walk began, oldest first. */
  newer: PromptPiece[]
  /** What was there before, newest first. */
  older: PromptPiece[]
  /** Where reading back goes on. */
  above: TreeNode | undefined
}

/**
 * The pieces of a branch, remembered from turn to turn: what a long conversation costs is its new messages, not its length. A
 * message that is edited or deleted, or another branch, makes it walk anew.
 */
export class BranchPieces {
  readonly #store: Store
  readonly #walked: Record<TokenCounter['source'], Walked | null> = { counted: null, estimated: null }

  constructor(store: Store) {
    this.#store = store
  }

  /** Newest first, read only as far as somebody asks. An answer that streams is at most the first. */
  *newestFirst(leaf: string | null, counter: TokenCounter): Generator<PromptPiece> {
    const node = leaf === null ? undefined : this.#store.tree.get(leaf)
    if (!node) return
    const streams = node.status === 'streaming'
    if (streams) yield* this.#piecesOf(node, counter)
    const settled = streams ? this.#store.tree.above(node) : node
    if (!settled) return
    const walked = this.#upTo(settled, counter)
    for (let at = walked.newer.length - 1; at >= 0; at--) yield walked.newer[at]!
    for (const piece of walked.older) yield piece
    for (let above = walked.above; above; above = walked.above) {
      const pieces = this.#piecesOf(above, counter)
      walked.above = this.#store.tree.above(above)
      for (const piece of pieces) walked.older.push(piece)
      yield* pieces
    }
  }

  /** What was walked before, with what has come since; or a walk that begins at `node`. */
  #upTo(node: TreeNode, counter: TokenCounter): Walked {
    const { tree, edition } = this.#store
    const before = this.#walked[counter.source]
    const since: TreeNode[] = []
    if (before?.edition === edition && before.newer.length + before.older.length < PIECES_MAX) {
      let at: TreeNode | undefined = node
      while (at && at.id !== before.leaf && since.length < NEW_MAX) {
        since.push(at)
        at = tree.above(at)
      }
      if (at?.id === before.leaf) return this.#extended(before, since, counter)
    }
    const fresh = { edition, leaf: node.id, newer: [], older: [], above: node }
    this.#walked[counter.source] = fresh
    return fresh
  }

  #extended(walked: Walked, newestFirst: TreeNode[], counter: TokenCounter): Walked {
    for (const node of newestFirst.toReversed()) {
      for (const piece of this.#piecesOf(node, counter).toReversed()) walked.newer.push(piece)
      walked.leaf = node.id
    }
    return walked
  }

  #piecesOf(node: TreeNode, counter: TokenCounter): PromptPiece[] {
    const message = this.#store.message(node.id)
    return !message || message.deleted_at ? [] : piecesOf(message, node.depth, counter)
  }
}
