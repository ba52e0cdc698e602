/** How a tool call's arguments are built: `isCut` where a string or a bracket is still open at their end. */
export function jsonShape(json: string): { isCut: boolean; depth: number } {
  let open = 0
  let depth = 0
  let inString = false
  for (let at = 0; at < json.length; at++) {
    const sign = json[at]
    if (inString && sign === '\\') at++
    else if (sign === '"') inString = !inString
    else if (inString) continue
    else if (sign === '{' || sign === '[') depth = Math.max(depth, ++open)
    else if (sign === '}' || sign === ']') open--
  }
  return { isCut: inString || open > 0, depth }
}
