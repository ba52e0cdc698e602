/**
 * What a model's name asks of an answer in steps, in every format. Which step it is, the conversation says: one for each
 * group of results since a person last spoke. `steps-3-think-calls-2`: three requests, each with thoughts; the first two end
 * with two calls each, the last with words.
 *
 *     steps-N                 N steps, `endless` ones for a model that never stops calling
 *     words-W                 W words a step (4)
 *     gap-MS                  MS between words
 *     first-MS                MS before the first word of a step
 *     slow-STEP-MS            the same in one step
 *     think                   thoughts before each step's words, signed as the format has it
 *     calls-K                 K calls in each step that calls (1)
 *     lag-MS                  MS before each call
 *     tell                    a step begins with what the tools said last
 *     midword                 a step ends within a word, and its rest follows the calls
 *     bare                    calls without arguments
 *     wrong                   arguments that are JSON and don't fit
 *     nojson                  arguments that are no JSON (chat, responses, anthropic, bedrock)
 *     cut                     arguments that end in the middle, and then the answer ends as too long (the same four)
 *     digits-N                sums of a number of N digits
 *     nested-N                sums within N brackets
 *     heavy                   sums that take some ten milliseconds
 *     foreign                 calls of `launch_rocket`, which nobody offers
 *     twins                   the calls of a step have one id
 *     sameids                 the first call of every step has the same id
 *     noids                   calls have no id (chat, responses, gemini, ollama)
 *     status-CODE-STEP-TIMES  CODE for the first TIMES (1) requests of a step
 *     window-N                refuses a prompt of more than N words
 *     break-STEP              the socket is destroyed after half the words of a step
 *     silent-STEP             after the words of a step nothing comes
 *     hang-STEP-TIMES         nothing comes of the first TIMES requests of a step; more steps may follow: hang-0-2-1-2
 *     tag-N                   nothing: a test tells its own requests from others'
 */
export interface StepsScript {
  steps: number
  options: Partial<Record<StepsOption, number[]>>
}

const stepsOptions = [
  'words',
  'gap',
  'first',
  'slow',
  'think',
  'calls',
  'lag',
  'tell',
  'midword',
  'bare',
  'wrong',
  'nojson',
  'cut',
  'digits',
  'nested',
  'heavy',
  'foreign',
  'twins',
  'sameids',
  'noids',
  'status',
  'window',
  'break',
  'silent',
  'hang',
  'tag',
] as const
export type StepsOption = (typeof stepsOptions)[number]

/** Undefined for a name that is none of these. */
export function stepsScriptOf(model: string): StepsScript | undefined {
  const [kind, count, ...rest] = model.split('-')
  if (kind !== 'steps' || !/^(\d+|endless)$/.test(count ?? '')) return undefined
  const script: StepsScript = { steps: count === 'endless' ? Number.POSITIVE_INFINITY : Number(count), options: {} }
  let numbers: number[] = []
  for (const part of rest) {
    const option = stepsOptions.find((one) => one === part)
    if (option) script.options[option] = numbers = []
    else if (/^\d+$/.test(part) && Object.keys(script.options).length > 0) numbers.push(Number(part))
    else return undefined
  }
  return script
}

/** Words of one step, without what it tells of results. Joined, those of all steps are the answer's text. */
export function stepWords({ options }: StepsScript, step: number): string[] {
  const [count = 4] = options.words ?? []
  return Array.from({ length: count }, (_, index) => `${step + index === 0 ? '' : ' '}s${step}w${index}`)
}

/** The text of a step before its calls, and after them. */
export function stepText(script: StepsScript, step: number): [before: string, after: string] {
  const words = stepWords(script, step).join('')
  return script.options.midword && callsOf(script, step).length > 0 ? [`${words} bro`, 'ken'] : [words, '']
}

/** The whole text of an answer that is told in full. */
export function stepsText(script: StepsScript): string {
  return Array.from({ length: script.steps }, (_, step) => stepText(script, step).join('')).join('')
}

export interface ScriptedCall {
  name: string
  arguments: string
}

/** What a step calls; the last calls nothing. Sums give ten times the step and the call's number. */
export function callsOf({ steps, options }: StepsScript, step: number): ScriptedCall[] {
  if (step >= steps - 1) return []
  const [count = 1] = options.calls ?? []
  return Array.from({ length: count }, (_, index) => {
    const isSum = (step + index) % 2 === 0
    const name = isSum ? 'calculate' : 'current_time'
    const input = isSum ? { expression: sumOf(step, index, options) } : { time_zone: 'Asia/Tokyo' }
    return { name: options.foreign ? 'launch_rocket' : name, arguments: written(JSON.stringify(input), options) }
  })
}

function sumOf(step: number, index: number, { digits, nested, heavy }: StepsScript['options']): string {
  if (digits) return '9'.repeat(digits[0] ?? 0)
  if (heavy) return Array.from({ length: 600 }, (_, number) => `sqrt(${number + 2})`).join('+')
  if (nested) return `${'('.repeat(nested[0] ?? 0)}1 + 1${')'.repeat(nested[0] ?? 0)}`
  return `${step} * 10 + ${index}`
}

function written(whole: string, options: StepsScript['options']): string {
  if (options.bare) return ''
  if (options.wrong) return '{"expression":7,"time_zone":7}'
  if (options.nojson) return 'two plus two'
  return options.cut ? whole.slice(0, -4) : whole
}
