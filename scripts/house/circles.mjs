/** Groups of files that reach each other by their imports (Tarjan's strongly connected components), largest first. */
export function circlesOf(files) {
  const byName = new Map(files.map((file) => [file.name, file]))
  const seen = new Map()
  const stack = []
  const circles = []

  function visit(name) {
    const own = { index: seen.size, low: seen.size, isOpen: true }
    seen.set(name, own)
    stack.push(name)
    for (const { file } of byName.get(name).imports) {
      if (!byName.has(file)) continue
      const other = seen.get(file) ?? visit(file)
      if (other.isOpen) own.low = Math.min(own.low, other.low)
    }
    if (own.low === own.index) close(name)
    return own
  }

  function close(name) {
    const circle = stack.splice(stack.indexOf(name))
    for (const one of circle) seen.get(one).isOpen = false
    if (circle.length > 1) circles.push(circle)
  }

  for (const { name } of files) if (!seen.has(name)) visit(name)
  return circles.sort((a, b) => b.length - a.length)
}
