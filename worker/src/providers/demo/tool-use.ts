import { note } from './scripts.ts'

export interface DemoCall {
  name: 'current_time' | 'calculate'
  arguments: Record<string, string>
  /** Said before it. */
  words: string
}

export interface DemoMessage {
  role: string
  content: string
}

/** What the demo says next where it was asked the time or a sum. */
export type ToolUse = { words: string; call?: DemoCall }

/** One call a step, then a sentence with what came back. Null when nothing was asked that a tool is for. */
export function toolUse(asked: string, since: DemoMessage[], offered: string[]): ToolUse | null {
  const calls = callsFor(asked)
  if (calls.length === 0) return null
  if (calls.some(({ name }) => !offered.includes(name))) return { words: off }
  const results = since.filter(({ role }) => role === 'tool')
  const call = calls[results.length]
  if (!call) return { words: results.map(({ content }, index) => told(calls[index]!, content)).join('\n\n') }
  return { words: results.length === 0 ? `${note}\n\n${call.words}` : call.words, call }
}

const off = `${note}

I would ask a tool for that, but **Tools** is off: switch it on beside the model and ask again.
`

function told({ name, arguments: given }: DemoCall, output: string): string {
  if (/^error/i.test(output)) return `That did not work. The tool says: ${output.replace(/^error:?\s*/i, '')}`
  return name === 'calculate' ? `${given.expression} = **${output}**` : `The clock says **${output}**.`
}

/** What the words ask for, the time first. */
export function callsFor(asked: string): DemoCall[] {
  const calls: DemoCall[] = []
  if (
    /\bwhat(?:'s| is)? (?:the )?(?:current )?(?:time|date|day)\b|\btime (?:is it|now)\b|\btoday'?s date\b/i.test(asked)
  ) {
    const time_zone = zoneIn(asked)
    calls.push({ name: 'current_time', arguments: time_zone ? { time_zone } : {}, words: 'I will look at the clock.' })
  }
  const expression = sumIn(asked)
  if (expression) calls.push({ name: 'calculate', arguments: { expression }, words: 'I will work that out.' })
  return calls
}

/** The zone of the city that is named; a name that is no city's is left to the tool, which says so. */
function zoneIn(asked: string): string | undefined {
  const words = /\bin ((?:[\p{L}_/+-]+ ?){1,3})/iu.exec(asked)?.[1]?.trim().split(' ') ?? []
  const zones = Intl.supportedValuesOf('timeZone')
  for (let count = words.length; count > 0; count--) {
    const named = words.slice(0, count).join('_').toLowerCase()
    const zone = zones.find((one) => one.toLowerCase() === named || one.toLowerCase().endsWith(`/${named}`))
    if (zone) return zone
  }
  return words[0] && /^\p{Lu}/u.test(words[0]) ? words[0] : undefined
}

const spoken: [RegExp, string][] = [
  [/(?<=\d) ?plus /gi, ' + '],
  [/(?<=\d) ?minus /gi, ' - '],
  [/(?<=\d) ?(?:times|multiplied by) /gi, ' * '],
  [/(?<=\d) ?divided by /gi, ' / '],
  [/(?<=\d) ?(?:%|percent|per cent) of /gi, '% * '],
]
const SUM = /(?:\b(?:sqrt|abs|round|min|max)\s*\(|[-(\d.])[\d\s.,()+\-*/×÷−^%]{0,200}[\d)%]/gi

/** The sum that is asked for: one that is all that is said, or one that words like "how much" stand before. */
function sumIn(asked: string): string | undefined {
  const written = spoken.reduce((text, [words, sign]) => text.replace(words, sign), asked)
  const found = written.match(SUM)?.find((one) => /[\d)%]\s*[+\-*/×÷−^%]|^[a-z]+\s*\(/i.test(one))
  const isAsked = /\b(?:how much|what(?:'s| is| are)|calculate|compute|work out|sum)\b/i.test(asked)
  return found && (isAsked || written.replace(/[=?\s]+$/, '').trim() === found.trim()) ? found.trim() : undefined
}
