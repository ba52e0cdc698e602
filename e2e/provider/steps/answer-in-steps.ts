import { AnswerStream } from '../answer-stream.ts'
import type { Billed } from '../billing/bill.ts'
import type { Call, End, Format, Said, Writer } from '../formats/format.ts'
import { refuse, TITLE, type Asked } from '../speech.ts'
import { callsOf, stepText, stepWords, type StepsScript } from './steps-script.ts'

interface Step {
  asked: Asked
  script: StepsScript
  writer: Writer
  stream: AnswerStream
  step: number
}

const THOUGHTS = [' t0', ' t1', ' t2']

/** Says the step that the conversation has come to, in the format that it is asked in. */
export async function answerInSteps(asked: Asked, format: Format, script: StepsScript): Promise<void> {
  const said = format.said(asked.entry.body)
  const step = stepOf(said)
  if (isRefused(asked, script, step)) return refuse(asked, script.options.status![0]!, 'refused as asked')
  const [window = Infinity] = script.options.window ?? []
  const { input: read } = billed(asked, said)
  if (read > window) return refuse(asked, 400, tooLong(window, read), 'context_length_exceeded')
  const writer = format.writer()
  const stream = new AnswerStream(asked.response, format.type)
  if (hangs(asked, script, step)) return
  await stream.write(writer.begin(asked.entry.model, billed(asked, said)))
  const told = asideOf(said)
  const how = told === null ? await say({ asked, script, writer, stream, step }, said) : 'stop'
  if (told !== null) await speak({ asked, script, writer, stream, step }, [told])
  if (how !== null) finish(asked, stream, writer, billed(asked, said), how)
}

/** Null: it has no end. */
async function say(step: Step, said: Said[]): Promise<End | null> {
  const { script, writer, stream } = step
  const { options } = script
  const words = stepWords(script, step.step)
  const [before, after] = stepText(script, step.step)
  if (options.think) for (const thought of THOUGHTS) await stream.write(writer.thought(thought))
  if (options.think) await stream.write(writer.sign())
  const heard = options.tell ? lastResults(said) : []
  if (isAt(options.break, step.step)) return broken(step, words)
  await speak(step, [...heard, ...words, ...rest(before, words)])
  if (isAt(options.silent, step.step)) return null
  const calls = callsNow(step)
  const [lag = 0] = options.lag ?? []
  await stream.paced(calls.length, lag, lag, (index) => stream.write(writer.tool(calls[index]!)))
  if (after) await speak(step, [after])
  if (options.cut && calls.length > 0) return 'length'
  return calls.length > 0 ? 'tool_calls' : 'stop'
}

async function speak({ asked, script, writer, stream, step }: Step, words: string[]): Promise<void> {
  const { first = [0], gap = [0], slow } = script.options
  const wait = isAt(slow, step) ? slow![1]! : first[0]!
  await stream.paced(words.length, wait, gap[0]!, async (index) => {
    await stream.write(writer.word(words[index]!))
    asked.entry.tokens_sent++
  })
}

async function broken(step: Step, words: string[]): Promise<null> {
  await speak(step, words.slice(0, words.length >> 1))
  step.asked.log.end(step.asked.entry, 'broken')
  await step.stream.destroy()
  return null
}

function finish({ entry }: Asked, stream: AnswerStream, writer: Writer, bill: Billed, how: End): void {
  if (!stream.open) return
  const { input: prompt_tokens, output: completion_tokens } = bill
  entry.usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
  stream.end(writer.end(bill, '0', how))
}

/** One for each group of results that stand together, since a person last spoke. */
export function stepOf(said: Said[]): number {
  const since = said.slice(said.findLastIndex(({ role }) => role === 'user') + 1)
  return since.filter(({ role }, at) => role === 'tool' && since[at - 1]?.role !== 'tool').length
}

function lastResults(said: Said[]): string[] {
  const last = said.findLastIndex(({ role }) => role !== 'tool')
  return said.slice(last + 1).map(({ text }) => ` [${text}]`)
}

/** What is asked beside the conversation: a title, or a summary. */
function asideOf(said: Said[]): string | null {
  const system = said.flatMap(({ role, text }) => (role === 'system' ? [text] : [])).join('\n')
  if (/\btitle\b/i.test(system)) return TITLE
  return /\bsummarize\b/i.test(system) ? 'A summary from the provider' : null
}

function hangs({ log, entry }: Asked, { options: { hang = [] } }: StepsScript, step: number): boolean {
  const at = hang.findIndex((one, index) => index % 2 === 0 && one === step)
  return at >= 0 && log.timesAsked(entry) < hang[at + 1]!
}

function tooLong(window: number, read: number): string {
  return `This model's maximum context length is ${window} tokens. However, your messages resulted in ${read} tokens.`
}

function isRefused({ log, entry }: Asked, { options }: StepsScript, step: number): boolean {
  if (!options.status) return false
  const [, at = 0, times = 1] = options.status
  return step === at && log.timesAsked(entry) < times
}

function callsNow({ asked, script, step }: Step): Call[] {
  return callsOf(script, step).map((call, index) => ({ id: idOf(asked, script, index), ...call }))
}

/** Nobody else's, unless the script says so. */
function idOf({ entry }: Asked, { options }: StepsScript, index: number): string | null {
  if (options.noids) return null
  if (options.sameids) return `call_${index}`
  return options.twins ? `call_${entry.id}` : `call_${entry.id}_${index}`
}

/** What is said after the words, before the calls: the beginning of a word. */
function rest(before: string, words: string[]): string[] {
  const more = before.slice(words.join('').length)
  return more ? [more] : []
}

function isAt(option: number[] | undefined, step: number): boolean {
  return option !== undefined && (option[0] ?? 0) === step
}

/** A word of the prompt is a token here, and so is a thought and what was said. */
function billed({ entry }: Asked, said: Said[]): Billed {
  const input = said.reduce((sum, { text }) => sum + text.split(/\s+/).filter(Boolean).length, 0)
  return { input, cached: 0, written: 0, output: entry.tokens_sent, reasoning: 0 }
}
