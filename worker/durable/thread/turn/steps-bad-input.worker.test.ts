import { beforeAll, describe, expect, test } from 'vitest'
import { stepsScriptOf, stepText, stepsText } from '../../../../e2e/provider/steps/steps-script.ts'
import type { Message } from '#protocol/message.ts'
import { expectGoesOn as goesOn } from '../../../test/goes-on.ts'
import { bodiesFor, makeStepsPlace, StepsThread, tagged, wires, type Wire } from '../../../test/steps-place.ts'

let place: Awaited<ReturnType<typeof makeStepsPlace>>
beforeAll(async () => {
  place = await makeStepsPlace()
})

/** A turn by a model of this script, in a thread of its own. */
async function turn(wire: Wire, script: string, tools?: string[]): Promise<{ answer: Message; thread: StepsThread }> {
  const thread = await StepsThread.open(place)
  const options = tools && { options: { tools } }
  return { thread, answer: await thread.ask(script, { ...place.choices[wire], ...options }) }
}

const expectGoesOn = (thread: StepsThread, wire: Wire) => goesOn(thread, wire, place.choices)

/** How many calls ended in which state. */
function statesOf({ tool_calls = [] }: Message): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(tool_calls, ({ state }) => state)].map(([state, all]) => [state, all.length]),
  )
}

const idsOf = ({ tool_calls = [] }: Message) => new Set(tool_calls.map(({ tool_call_id }) => tool_call_id)).size

const whole = (script: string) => stepsText(stepsScriptOf(script)!)

describe.each(wires)('%s', (wire) => {
  test('a call in the middle of a word stands there, or behind the word where the format tells calls last', async () => {
    const script = `steps-3-words-1-midword`
    const { answer, thread } = await turn(wire, script)
    expect(answer).toMatchObject({ status: 'complete', content: whole(script) })
    const [before, after] = stepText(stepsScriptOf(script)!, 0)
    expect([before.length, before.length + after.length]).toContain(answer.tool_calls![0]!.at)
    expect(statesOf(answer)).toEqual({ done: 2 })
    await expectGoesOn(thread, wire)
  })

  test('calls without arguments get none, or are told what they lack', async () => {
    const { answer, thread } = await turn(wire, 'steps-2-calls-2-bare')
    expect(answer.tool_calls).toMatchObject([
      { name: 'calculate', input: {}, state: 'failed', output: expect.stringMatching(/expression/) },
      { name: 'current_time', input: {}, state: 'done', output: expect.stringMatching(/UTC/) },
    ])
    await expectGoesOn(thread, wire)
  })

  test('of a thousand calls in a step a hundred run, and the others say why not, in bounded time', async () => {
    const started = Date.now()
    const { answer, thread } = await turn(wire, 'steps-2-calls-1000')
    expect(Date.now() - started).toBeLessThan(10_000)
    expect(answer).toMatchObject({ status: 'complete', content: whole('steps-2') })
    expect(statesOf(answer)).toEqual({ done: 100, failed: 900 })
    expect(answer.tool_calls!.slice(100).every(({ output }) => output!.includes('hundred'))).toBe(true)
    expect(thread.browser.state.byId[answer.id]!.tool_calls).toEqual(answer.tool_calls)
    await expectGoesOn(thread, wire)
  })

  test.each(['twins', 'sameids', 'noids'])('calls with ids of kind %s get one each', async (kind) => {
    const { answer, thread } = await turn(wire, `steps-3-calls-2-${kind}`)
    expect(statesOf(answer)).toEqual({ done: 4 })
    expect(idsOf(answer)).toBe(4)
    await expectGoesOn(thread, wire)
  })

  test.each(['foreign', 'wrong'])('%s calls are failed in words and the turn goes on', async (kind) => {
    const { answer, thread } = await turn(wire, `steps-2-${kind}`)
    expect(answer).toMatchObject({ status: 'complete', content: whole('steps-2') })
    expect(statesOf(answer)).toEqual({ failed: 1 })
    await expectGoesOn(thread, wire)
  })

  test('a call where no tool was offered ends the turn, failed in words', async () => {
    const { answer, thread } = await turn(wire, 'steps-3-calls-2', [])
    expect(answer).toMatchObject({ status: 'complete', content: stepText(stepsScriptOf('steps-3')!, 0).join('') })
    expect(answer.steps).toHaveLength(1)
    expect(statesOf(answer)).toEqual({ failed: 2 })
    expect(answer.tool_calls![0]!.output).toMatch(/no tools/)
    await expectGoesOn(thread, wire)
  })

  test('one that calls without end has 25 steps, of which the last was told to call nothing', async () => {
    const model = tagged('steps-endless-words-1')
    const { answer, thread } = await turn(wire, model)
    const bodies = await bodiesFor(model)
    expect(bodies).toHaveLength(25)
    const [first, , last] = [bodies[0]!, null, bodies[24]!].map((body) => JSON.stringify(body))
    expect([mayCall[wire](first!), mayCall[wire](last!)]).toEqual([true, false])
    expect(answer.status).toBe('complete')
    expect(statesOf(answer)).toEqual({ done: 24, failed: 1 })
    expect(answer.tool_calls!.at(-1)!.output).toMatch(/no more steps/)
    await expectGoesOn(thread, wire)
  })
})

/** Whether a request lets its model call; what each format has instead of "none". */
const mayCall: Record<Wire, (body: string) => boolean> = {
  chat: (body) => !body.includes('"tool_choice":"none"'),
  responses: (body) => !body.includes('"tool_choice":"none"'),
  anthropic: (body) => !body.includes('"tool_choice":{"type":"none"'),
  gemini: (body) => !body.includes('"mode":"NONE"'),
  bedrock: (body) => !body.includes('without calling a tool'),
  ollama: (body) => body.includes('"tools":'),
}

describe.each([
  ['digits-100000', 'complete', /at most 10000 are read/],
  ['digits-5000', 'complete', /more than 1000 digits/],
  ['nested-100', 'complete', /^2$/],
  ['nested-3000', 'complete', /nested more than 200 deep/],
] as const)('a sum of %s', (kind, status, words) => {
  test.each(wires)('ends in words, over %s', async (wire) => {
    const { answer, thread } = await turn(wire, `steps-2-${kind}`)
    expect(answer).toMatchObject({ status, tool_calls: [{ output: expect.stringMatching(words) }] })
    await expectGoesOn(thread, wire)
  })
})

test.each(wires)('a sum of a million digits ends an answer that is too long to keep, over %s', async (wire) => {
  const { answer, thread } = await turn(wire, 'steps-2-digits-1000000')
  expect(answer).toMatchObject({ status: 'length', content: whole('steps-1') })
  expect(answer.tool_calls).toMatchObject([{ state: 'failed', output: expect.stringMatching(/before it was whole/) }])
  expect(JSON.stringify(answer.tool_calls).length).toBeLessThan(510_000)
  // no window has room for it: the conversation goes on without it
  expect(await thread.ask('steps-2', place.choices[wire])).toMatchObject({ status: 'complete' })
})

describe.each(['chat', 'responses', 'anthropic', 'bedrock'] as const)('%s', (wire) => {
  test('arguments that are cut end the answer as too long, and the call is not run', async () => {
    const { answer, thread } = await turn(wire, 'steps-2-cut')
    expect(answer.status).toBe('length')
    expect(answer.tool_calls).toMatchObject([{ state: 'failed', input: '{"expression":"0 * 10 +' }])
    await expectGoesOn(thread, wire)
  })

  test('arguments that are no JSON are failed in words, and the turn goes on', async () => {
    const { answer, thread } = await turn(wire, 'steps-2-nojson')
    expect(answer).toMatchObject({ status: 'complete', content: whole('steps-2') })
    expect(answer.tool_calls).toMatchObject([
      { state: 'failed', input: 'two plus two', output: expect.stringMatching(/not whole JSON/) },
    ])
    await expectGoesOn(thread, wire)
  })
})
