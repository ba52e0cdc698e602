/**
 * What a model's name asks of the provider of the tests. The answer's text follows from the name alone, so a test knows it.
 *
 *     flow-TTFT-N-GAP            N tokens, GAP ms apart, the first after TTFT ms (0: as fast as the socket takes them)
 *     stamp-TTFT-N-GAP           the same, each token with the microsecond at which it left
 *     think-R-N-GAP              R tokens of reasoning, GAP ms apart (0: at once), then N of text
 *     prose-N-GAP                N tokens of Markdown with code and tables, GAP ms apart
 *     echo                       says what the last message said
 *     status-CODE-TIMES-AFTER    answers CODE to the first TIMES requests with these messages, with `retry-after: AFTER`
 *     break-N-GAP                the socket is destroyed after N tokens
 *     silent-N                   N tokens, and then nothing ever
 *     error-N                    N tokens, and then an error in the stream
 *     nothing                    a stream that ends without a finish reason
 *     length-N, filter-N         N tokens, and the finish reason `length` or `content_filter`
 *     html                       a web page with status 200
 *     redirect                   302 to another path
 *     leak                       401 that repeats the key it was given
 *     huge-MB                    one line without an end
 *     window-LIMIT-N-TTFT        N tokens, for a prompt that fits a window of LIMIT; its usage counts like a model of its own
 *     chatgpt-window-LIMIT-N-TTFT  the same, counting like OpenAI's newer models
 *     slow-headers-MS            headers after MS ms, then ten tokens
 *
 * Answers of several requests, with calls between them, and formats other than chat completions: steps/steps-script.ts.
 */
export interface Script {
  kind: ScriptKind
  numbers: number[]
}

const kinds = [
  'flow',
  'stamp',
  'think',
  'prose',
  'echo',
  'status',
  'break',
  'silent',
  'error',
  'nothing',
  'length',
  'filter',
  'html',
  'redirect',
  'leak',
  'huge',
  'window',
  'chatgpt-window',
  'slow-headers',
] as const
export type ScriptKind = (typeof kinds)[number]

/** Undefined for a name that is none of the above: such a model doesn't exist here. */
export function scriptOf(model: string): Script | undefined {
  const found = /^([a-z]+(?:-[a-z]+)*)((?:-\d+)*)$/.exec(model)
  const kind = kinds.find((one) => one === found?.[1])
  if (!found || !kind) return undefined
  return { kind, numbers: found[2]!.split('-').slice(1).map(Number) }
}

export function word(index: number): string {
  return index === 0 ? 'w0' : ` w${index}`
}

/** The whole text of a model that says `count` tokens. */
export function flowText(count: number): string {
  return Array.from({ length: count }, (_, index) => word(index)).join('')
}
