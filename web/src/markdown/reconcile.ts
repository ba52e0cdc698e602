/**
 * Makes the children of `parent` equal to `fresh`, keeping what is equal already: growing text only ever touches its
 * last text node, so a selection survives and the browser lays out no more than it must.
 */
export function reconcile(parent: Node, fresh: readonly Node[]): void {
  let old = parent.firstChild
  for (const node of fresh) {
    if (!old) {
      parent.appendChild(node)
      continue
    }
    const next: ChildNode | null = old.nextSibling
    if (!adopt(old, node)) parent.replaceChild(node, old)
    old = next
  }
  while (old) {
    const next: ChildNode | null = old.nextSibling
    parent.removeChild(old)
    old = next
  }
}

/** Turns `old` into `fresh` in place; false when they are too different. */
function adopt(old: Node, fresh: Node): boolean {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return false
  if (old instanceof Text && fresh instanceof Text) {
    setText(old, fresh.data)
    return true
  }
  if (!(old instanceof HTMLElement) || !(fresh instanceof HTMLElement)) return false
  if (old.dataset['keep'] !== undefined || fresh.dataset['keep'] !== undefined) return false
  syncAttributes(old, fresh)
  reconcile(old, [...fresh.childNodes])
  return true
}

export function setText(node: Text, text: string): void {
  if (node.data === text) return
  if (text.startsWith(node.data)) node.appendData(text.slice(node.data.length))
  else node.data = text
}

function syncAttributes(old: HTMLElement, fresh: HTMLElement): void {
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const name of fresh.getAttributeNames()) {
    const value = fresh.getAttribute(name) ?? ''
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  }
}
