import type { Echo, ModelRequest, PromptMessage, ToolDefinition } from '../wire.ts'

/** One request's part of an answer: its own text, thoughts and calls. */
export interface GoldenStep {
  /** `2.1`: the second step of the turn that has two. */
  name: string
  thought: string
  text: string
  calls: { id: string; name: string; arguments: string; output: string; failed?: boolean }[]
}

/** What a provider wants back of a step that it wrote. */
export type EchoOf = (step: GoldenStep) => Echo | undefined

const sum: ToolDefinition = {
  name: 'calculate',
  description: 'Works out an expression.',
  parameters: {
    type: 'object',
    properties: { expression: { type: 'string' } },
    required: ['expression'],
    additionalProperties: false,
  },
}
const clock: ToolDefinition = {
  name: 'current_time',
  description: 'The current time.',
  parameters: { type: 'object', properties: { time_zone: { type: 'string' } }, additionalProperties: false },
}

function step(name: string, calls: Omit<GoldenStep['calls'][number], 'id'>[], text = `Text of ${name}.`): GoldenStep {
  const ids = calls.map((call, index) => ({ id: `call_${name.replace('.', '_')}_${index}`, ...call }))
  return { name, thought: `Thought of ${name}.`, text, calls: ids }
}

const add = (name: string) => ({ name: 'calculate', arguments: `{"expression":"${name}"}`, output: `Sum of ${name}.` })
const fail = (name: string) => ({ ...add(name), output: `No sum of ${name}.`, failed: true })
const look = { name: 'current_time', arguments: '', output: '2026-03-09T23:05:07+00:00, Monday, UTC' }

/** Turns of one to five steps: a call, two at once, one that failed, one without arguments, a step that said nothing. */
export const goldenTurns: GoldenStep[][] = [
  [step('1.0', [])],
  [step('2.0', [add('2.0')]), step('2.1', [])],
  [step('3.0', [add('3.0'), look]), step('3.1', [fail('3.1')]), step('3.2', [])],
  [step('4.0', [look], ''), step('4.1', [add('4.1')]), step('4.2', [add('4.2')], ''), step('4.3', [])],
  [
    step('5.0', [add('5.0')]),
    step('5.1', [fail('5.1 a'), look, add('5.1 c')]),
    step('5.2', [look], ''),
    step('5.3', [add('5.3')]),
    step('5.4', []),
  ],
]

/** A turn that waits for its third step: what a loop sends. */
const running: GoldenStep[] = [step('6.0', [add('6.0')]), step('6.1', [add('6.1'), look])]

/** Those turns as prompts hold them: for each step its answer, then the results of its calls. */
export function stepsRequest(model: string, echoOf: EchoOf): ModelRequest {
  const turns = [...goldenTurns, running]
  const messages = turns.flatMap((steps, index): PromptMessage[] => [
    { role: 'user', content: `Question ${index + 1}.` },
    ...steps.flatMap((one) => messagesOf(one, echoOf(one))),
  ])
  return {
    model,
    messages: [{ role: 'system', content: 'You are brief.' }, ...messages],
    options: { reasoning: 'medium', max_tokens: 4096 },
    tools: [clock, sum],
    max_output: 8192,
    context_window: 32_768,
  }
}

function messagesOf({ thought, text, calls }: GoldenStep, echo: Echo | undefined): PromptMessage[] {
  const tool_calls = calls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args }))
  return [
    {
      role: 'assistant',
      content: text,
      reasoning: thought,
      ...(echo && { echo }),
      ...(tool_calls.length && { tool_calls }),
    },
    ...calls.map(({ id, name, output, failed }): PromptMessage => {
      return { role: 'tool', tool_call_id: id, name, content: output, ...(failed && { is_error: true }) }
    }),
  ]
}

/** What must stand in every format's body, in this order. Calls that stand side by side are told by their names. */
export function stepsInOrder(): string[] {
  return [...goldenTurns, running].flatMap((steps, index) => [
    `user Question ${index + 1}.`,
    ...steps.flatMap(({ text, calls }) => [
      ...(text ? [`assistant ${text}`] : []),
      ...calls.map(({ name }) => `call ${name}`),
      ...calls.map(({ output }) => `result ${output}`),
    ]),
  ])
}
