import { expect, test } from 'vitest'
import type { Message, ToolCall } from '#protocol/message.ts'
import { callsOf, stepsScriptOf, stepsText, stepText } from '../provider/steps/steps-script.ts'
import { faultsOf, type StepsTurn } from './steps-turn.ts'

const model = 'steps-3-calls-2'
const script = stepsScriptOf(model)!
const turn: StepsTurn = { model, script, mode: 'chat', key: { wire: 'chat', provider: 'custom', key_id: '' } }

const ends = [0, 1, 2].map(
  (step) =>
    [0, 1, 2]
      .slice(0, step + 1)
      .flatMap((one) => stepText(script, one))
      .join('').length,
)
const calls = [0, 1].flatMap((step) =>
  callsOf(script, step).map(({ name }, index): ToolCall => {
    const output = name === 'calculate' ? String(step * 10 + index) : 'noon in Asia/Tokyo'
    return { tool_call_id: `${step}-${index}`, step, at: ends[step]!, name, input: {}, state: 'done', output }
  }),
)
const steps = ends.map((content_end, step) => {
  const finish_reason = step < 2 ? ('tool_calls' as const) : ('stop' as const)
  return { content_end, reasoning_end: 0, finish_reason, usage: null, cost_usd: null }
})
const whole = { content: stepsText(script), status: 'complete', tool_calls: calls, steps } as unknown as Message

test('an answer that is what its script says has no fault, whole or up to where a kill met it', () => {
  expect(faultsOf(whole, turn)).toEqual([])
  const cut = {
    ...whole,
    status: 'interrupted',
    content: whole.content.slice(0, -3),
    steps: steps.slice(0, 2),
  } as Message
  expect(faultsOf(cut, turn)).toEqual([])
})

test.each([
  ['a word twice', { content: `${whole.content} s2w3` }],
  ['a word less', { content: whole.content.slice(0, -5) }],
  ['a step less', { steps: steps.slice(0, 2) }],
  ['a call twice', { tool_calls: [...calls, calls[3]!] }],
  ['a call less', { tool_calls: calls.slice(1) }],
  ['a call without an end', { tool_calls: [...calls.slice(0, 3), { ...calls[3]!, state: 'pending' as const }] }],
  ['another result', { tool_calls: [{ ...calls[0]!, output: '7' }, ...calls.slice(1)] }],
  ['another end', { status: 'failed' as const }],
])('%s is a fault', (_, wrong) => {
  expect(faultsOf({ ...whole, ...wrong }, turn)).not.toEqual([])
})
