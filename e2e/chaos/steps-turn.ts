import type { TurnMode } from '#protocol/turn.ts'
import type { Message, ToolCall } from '#protocol/message.ts'
import { stepsKeys, type StepsKey } from '../provider/steps/steps-keys.ts'
import { callsOf, stepsScriptOf, stepText, stepsText, type StepsScript } from '../provider/steps/steps-script.ts'
import type { Api } from '../harness/api.ts'

/** One turn of several steps that kills may meet. Its model's name is nobody else's. */
export interface StepsTurn {
  model: string
  script: StepsScript
  mode: TurnMode
  key: ChosenKey
}

export interface ChosenKey {
  wire: StepsKey['wire']
  provider: string
  key_id: string
}

/** A key for each format of the model server. */
export async function makeKeys(api: Api, providerUrl: string): Promise<ChosenKey[]> {
  const made: ChosenKey[] = []
  for (const { wire, ...key } of stepsKeys(providerUrl)) {
    const body = { ...key, key_name: `${wire} of the steps` }
    made.push({ wire, provider: key.provider, key_id: (await api.call<{ id: string }>('POST', '/keys', body)).id })
  }
  return made
}

/** Two to five steps of up to some seconds; some wait before each, some think, some call a lot. */
export function planTurn(tag: number, keys: ChosenKey[], random: () => number): StepsTurn {
  const upTo = (most: number) => Math.floor(random() * most)
  const options = [
    `words-${6 + upTo(random() < 0.4 ? 120 : 30)}`,
    `gap-${10 + upTo(30)}`,
    ...(random() < 0.5 ? [`first-${upTo(400)}`] : []),
    ...(random() < 0.3 ? ['think'] : []),
    `calls-${random() < 0.3 ? 60 : 1 + upTo(3)}`,
    `lag-${upTo(40)}`,
    `tag-${tag}`,
  ]
  const model = `steps-${2 + upTo(4)}-${options.join('-')}`
  const mode = random() < 0.4 ? 'agent' : 'chat'
  return { model, script: stepsScriptOf(model)!, mode, key: keys[upTo(keys.length)]! }
}

/** Where a kill met a turn, as its browser saw it. */
export type Met = 'before' | 'text' | 'calls' | 'between' | 'after'

export function metAt(answer: { content: string; status: string; tool_calls: ToolCall[] } | undefined): Met {
  if (!answer || (answer.content === '' && answer.tool_calls.length === 0)) return 'before'
  if (answer.status !== 'streaming') return 'after'
  if (answer.tool_calls.some(({ state }) => state === 'pending' || state === 'running')) return 'calls'
  return answer.tool_calls.at(-1)?.at === answer.content.length ? 'between' : 'text'
}

/** What is wrong with an answer, in words: it must be what its script says, whole or up to where it ended. */
export function faultsOf(answer: Message, { script, mode }: StepsTurn): string[] {
  const { content, status, steps = [], tool_calls = [] } = answer
  const faults: string[] = []
  const whole = stepsText(script)
  const allowed = mode === 'agent' ? ['complete'] : ['complete', 'interrupted']
  if (!allowed.includes(status)) faults.push(`a turn in mode ${mode} ended as ${status}`)
  if (!whole.startsWith(content)) faults.push(`an answer is not what its model said: …${content.slice(-60)}`)
  const isWhole = status === 'complete'
  if (isWhole && content !== whole) faults.push('a complete answer is not complete')
  if (isWhole && steps.length !== script.steps) faults.push(`${steps.length} steps of ${script.steps}`)
  const wholeSteps = steps.filter(({ finish_reason }) => finish_reason !== null)
  let text = ''
  for (const [step, { content_end }] of wholeSteps.entries()) {
    text += stepText(script, step).join('')
    if (content_end !== text.length) faults.push(`step ${step} ends at ${content_end}, not ${text.length}`)
    faults.push(...faultsOfCalls(tool_calls, script, step))
  }
  // calls of a step that was killed within: as many as had come, each with its end
  const rest = tool_calls.filter(({ step }) => step >= wholeSteps.length)
  if (isWhole && rest.length > 0) faults.push(`${rest.length} calls of no step`)
  const open = tool_calls.filter(
    ({ state, output }) => state === 'pending' || state === 'running' || output === undefined,
  )
  if (open.length > 0) faults.push(`${open.length} calls have no end`)
  if (new Set(tool_calls.map(({ tool_call_id }) => tool_call_id)).size !== tool_calls.length)
    faults.push('one id twice')
  return faults
}

/** Each call of a whole step is there once, in its order, with what its tool gives. */
function faultsOfCalls(calls: ToolCall[], script: StepsScript, step: number): string[] {
  const got = calls.filter((call) => call.step === step)
  const wanted = callsOf(script, step)
  const same = got.length === wanted.length && got.every(({ name }, index) => name === wanted[index]!.name)
  if (!same) return [`step ${step} has ${got.length} calls of ${wanted.length}`]
  return got.flatMap(({ name, state, output = '' }, index) => {
    const isRight = name === 'calculate' ? output === String(step * 10 + index) : output.endsWith('Asia/Tokyo')
    return state === 'done' && isRight ? [] : [`a call of step ${step} is ${state} with “${output.slice(0, 60)}”`]
  })
}
