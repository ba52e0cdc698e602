import type { ToolCall, ToolCallState } from '#protocol/message.ts'
import type { ToolName } from '#protocol/tool-names.ts'
import { plural, whole } from '../../lib/numbers.ts'
import { duration } from '../../lib/time.ts'
import { callLook, isOpen, stateOf, type CallLook } from './call-look.ts'

/** What using a tool is called: `to …`, `…ing`, and once it is done. */
interface ToolWords {
  bare: string
  doing: string
  done: string
  /** What it gives, in short. */
  short?: (output: string) => string
}

const tools: Record<ToolName, ToolWords> = {
  current_time: {
    bare: 'look up the time',
    doing: 'looking up the time',
    done: 'Looked up the time',
    short: dayAndTime,
  },
  calculate: { bare: 'calculate', doing: 'calculating', done: 'Calculated' },
}
const anyTool: ToolWords = { bare: 'call', doing: 'calling', done: 'Called' }

/** Of `2026-03-09T23:05:07+09:00, Monday, Asia/Tokyo`: `Monday 23:05`. */
function dayAndTime(output: string): string {
  const [, time, day] = /T(\d\d:\d\d):\d\d[^,]*, (\w+)/.exec(output) ?? []
  return time && day ? `${day} ${time}` : output
}

const isKnown = (name: string): name is ToolName => Object.hasOwn(tools, name)
const wordsOf = (name: string): ToolWords => (isKnown(name) ? tools[name] : anyTool)

const verbs: Record<ToolCallState, (words: ToolWords) => string> = {
  pending: ({ bare }) => `About to ${bare}`,
  asks: ({ bare }) => `Asks to ${bare}`,
  running: ({ doing }) => capital(doing),
  done: ({ done }) => done,
  failed: ({ bare }) => `Tried to ${bare}`,
  denied: ({ bare }) => `Not allowed to ${bare}`,
  stopped: ({ doing }) => `Stopped ${doing}`,
  unknown: ({ bare }) => `Began to ${bare}`,
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What a call does or did, in words that have its state; of a tool without words of its own its name too. */
export function callWords(call: ToolCall): { verb: string; name: string } {
  return { verb: verbs[stateOf(call)](wordsOf(call.name)), name: isKnown(call.name) ? '' : call.name }
}

/** More would only be cut by the line. */
const SHORT = 120

const oneLine = (text: string) =>
  text
    .slice(0, 4 * SHORT)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, SHORT)

/** What a model wrote for a tool, in short: its one text, or all of it. */
export function inputInShort({ input }: ToolCall): string {
  if (typeof input === 'string') return oneLine(input)
  if (input === undefined || input === null) return ''
  if (typeof input !== 'object') return oneLine(JSON.stringify(input))
  const values = Object.values(input)
  if (values.length === 0) return ''
  const [only] = values
  return oneLine(values.length === 1 && typeof only === 'string' ? only : JSON.stringify(input))
}

export function inputInFull({ input }: ToolCall): string {
  return typeof input === 'string' ? input : (JSON.stringify(input, null, 2) ?? '')
}

const LONG_MS = 1000

/** What came of a call, in short, and how long it took where that was long. */
export function resultInShort(call: ToolCall): string {
  const { started_at, ended_at } = call
  const took = started_at && ended_at ? Date.parse(ended_at) - Date.parse(started_at) : 0
  return [oneLine(resultWords(call)), took >= LONG_MS ? duration(took) : ''].filter(Boolean).join(' · ')
}

function resultWords(call: ToolCall): string {
  const { name, output = '', error } = call
  switch (callLook(call)) {
    case 'waiting':
    case 'running':
      return ''
    case 'unknown':
      return 'nobody knows how it ended'
    case 'failed':
      // that it was stopped its first words say
      return error ?? (call.state === 'stopped' ? '' : output)
    case 'done':
      return wordsOf(name).short?.(output) ?? output
  }
}

/** Many calls in a row, in one line: `Calculated 998 times`. */
export function runWords(calls: readonly ToolCall[]): string {
  const names = new Set(calls.map(({ name }) => name))
  const [name = ''] = names
  if (names.size > 1) return `${whole(calls.length)} calls of ${whole(names.size)} tools`
  return `${isKnown(name) ? tools[name].done : `Called ${name}`} ${whole(calls.length)} times`
}

/** What came of them: how many are not done yet, failed, or ended nobody knows how. */
export function runResult(calls: readonly ToolCall[]): string {
  const count = (look: CallLook) => calls.filter((call) => callLook(call) === look).length
  const [open, failed, unknown] = [calls.filter(isOpen).length, count('failed'), count('unknown')]
  return [
    open > 0 ? `${whole(calls.length - open)} of ${whole(calls.length)}` : '',
    failed > 0 ? `${whole(failed)} failed` : '',
    unknown > 0 ? `${plural(unknown, 'end')} unknown` : '',
  ]
    .filter(Boolean)
    .join(' · ')
}
