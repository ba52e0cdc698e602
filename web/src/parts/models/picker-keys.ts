const PAGE = 8

/** What the keys of the search field do to the list below it. Focus stays in the field. */
export function pickerKeys(list: {
  count: () => number
  at: () => number
  move: (to: number) => void
  /** Nothing is typed: Home and End mean the list, not the text. */
  isEmpty: () => boolean
  pick: () => void
  star: () => void
}): (event: KeyboardEvent) => void {
  const clamp = (to: number) => Math.max(0, Math.min(list.count() - 1, to))
  const around = (to: number) => (to + list.count()) % Math.max(1, list.count())

  function target({ key, ctrlKey }: KeyboardEvent): number | undefined {
    if (key === 'ArrowDown') return around(list.at() + 1)
    if (key === 'ArrowUp') return around(list.at() - 1)
    if (key === 'PageDown') return clamp(list.at() + PAGE)
    if (key === 'PageUp') return clamp(list.at() - PAGE)
    const wholeList = ctrlKey || list.isEmpty()
    if (key === 'Home' && wholeList) return 0
    return key === 'End' && wholeList ? clamp(list.count()) : undefined
  }
  return (event) => {
    if (event.isComposing) return
    const to = target(event)
    if (to !== undefined) list.move(to)
    else if (event.key === 'Enter') list.pick()
    else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) list.star()
    else return
    event.preventDefault()
  }
}
