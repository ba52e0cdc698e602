import type { Branch, MessageStatus } from '#protocol/message.ts'
import type { TreeRow } from './rows.ts'

export interface TreeNode extends TreeRow {
  /** How many messages the branch has down to and with this one. */
  depth: number
}

const ROOT = ''

/** The shape of a thread: who hangs below whom. Messages that wait or were withdrawn are known but on no branch. */
export class MessageTree {
  readonly #nodes = new Map<string, TreeNode>()
  readonly #children = new Map<string, string[]>()
  #lastOrd = 0

  constructor(rows: Iterable<TreeRow>) {
    // a message that waited was stored before the one it came to hang below: depths only once all are known
    for (const row of rows) this.#register(row)
    for (const id of this.#nodes.keys()) this.#resolveDepth(id)
  }

  get size(): number {
    return this.#nodes.size
  }

  has(id: string): boolean {
    return this.#nodes.has(id)
  }

  get(id: string): TreeNode | undefined {
    return this.#nodes.get(id)
  }

  nextOrd(): number {
    return this.#lastOrd + 1
  }

  add(row: TreeRow): void {
    this.#register(row).depth = this.depthOf(row.parent) + 1
  }

  /** Changes what a node knows of its message; a new parent moves it. It must have no children then. */
  change(id: string, patch: { status: MessageStatus; parent: string | null }): void {
    const node = this.#nodes.get(id)
    if (!node) return
    node.status = patch.status
    if (node.parent === patch.parent) return
    const old = this.#childrenOf(node.parent)
    old.splice(old.indexOf(id), 1)
    this.#childrenOf(patch.parent).push(id)
    node.parent = patch.parent
    node.depth = this.depthOf(patch.parent) + 1
  }

  depthOf(id: string | null): number {
    return id === null ? 0 : (this.#nodes.get(id)?.depth ?? 0)
  }

  branchOf(id: string): Branch {
    const node = this.#nodes.get(id)
    if (!node || !placed(node)) return { index: 0, count: 1 }
    const siblings = this.#placedChildren(node.parent).filter((sibling) => sibling.role === node.role)
    return { index: siblings.indexOf(node), count: siblings.length }
  }

  /** The one that a node hangs below; undefined: it is the first. */
  above(node: TreeNode): TreeNode | undefined {
    return node.parent === null ? undefined : this.#nodes.get(node.parent)
  }

  /** From `id` upward to the root, `id` first. */
  *upward(id: string | null): Generator<TreeNode> {
    for (let node = id === null ? undefined : this.#nodes.get(id); node; node = this.above(node)) yield node
  }

  /** Whether `id` is on the branch that ends in `leaf`. */
  isAbove(id: string, leaf: string | null): boolean {
    const node = this.#nodes.get(id)
    if (!node) return false
    for (const above of this.upward(leaf)) if (above.depth <= node.depth) return above.id === id
    return false
  }

  /** The end of the branch that goes through `id`: below it, always the newest message. */
  leafBelow(id: string): string {
    let leaf = id
    for (;;) {
      const next = this.#placedChildren(leaf).at(-1)
      if (!next) return leaf
      leaf = next.id
    }
  }

  /** The newest message that hangs directly below `id`. */
  lastChild(id: string): string | undefined {
    return this.#placedChildren(id).at(-1)?.id
  }

  /** The last message that the branches ending in `a` and `b` share; null: none. */
  commonAncestor(a: string | null, b: string): string | null {
    const above = new Set([...this.upward(a)].map((node) => node.id))
    for (const node of this.upward(b)) if (above.has(node.id)) return node.id
    return null
  }

  all(): TreeNode[] {
    return [...this.#nodes.values()]
  }

  #register(row: TreeRow): TreeNode {
    const node: TreeNode = { ...row, depth: 0 }
    this.#nodes.set(row.id, node)
    this.#childrenOf(row.parent).push(row.id)
    this.#lastOrd = Math.max(this.#lastOrd, row.ord)
    return node
  }

  #resolveDepth(id: string): void {
    const unresolved: TreeNode[] = []
    let depth = 0
    for (const node of this.upward(id)) {
      depth = node.depth
      if (depth > 0) break
      unresolved.push(node)
    }
    for (const node of unresolved.reverse()) node.depth = ++depth
  }

  #placedChildren(parent: string | null): TreeNode[] {
    return this.#childrenOf(parent)
      .map((id) => this.#nodes.get(id)!)
      .filter(placed)
      .sort((a, b) => a.ord - b.ord)
  }

  #childrenOf(parent: string | null): string[] {
    const key = parent ?? ROOT
    let children = this.#children.get(key)
    if (!children) this.#children.set(key, (children = []))
    return children
  }
}

/** Whether a message is on a branch: it waits for nothing and was not taken back. */
function placed(node: TreeRow): boolean {
  return node.status !== 'queued' && node.status !== 'withdrawn'
}
