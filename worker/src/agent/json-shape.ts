/**
 * How a tool call's arguments are built: `isCut` where a string or a bracket is still open at their end. What begins with no
 * bracket is no JSON but a text of the model's own (OpenAI's custom tools), and never cut.
 */
export function jsonShape(json: string): { isCut: boolean; depth: number } {
  if (!/^\s*[{[]/.test(json)) return { isCut: false, depth: 0 }
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

/** What is nested deeper can be read, but not always written again: the stack has an end. */
export const DEPTH_MAX = 100

/** Whether a value is nested deeper than can safely be written. */
export function isTooDeep(value: unknown, most = DEPTH_MAX): boolean {
  if (typeof value !== 'object' || value === null) return false
  return most === 0 || Object.values(value).some((one) => isTooDeep(one, most - 1))
}
