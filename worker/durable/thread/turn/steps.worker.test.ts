import { abortAllDurableObjects, env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, inject, test } from 'vitest'
import { stepsScriptOf, stepsText, type StepsScript } from '../../../../e2e/provider/steps/steps-script.ts'
import type { ToolCall } from '#protocol/message.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { toolNames } from '../../../src/tools/registry.ts'
import { Browser, makePlace, makeThread, type Place, type Stub } from '../../../test/room.ts'
import { tagged } from '../../../test/steps-place.ts'
import type { RoomParts } from '../parts.ts'
import { Calls } from './calls.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

interface Asked {
  model: string
  messages: { role: string; content: string; tool_calls?: { id: string }[]; tool_call_id?: string }[]
  tools?: { function: { name: string } }[]
  tool_choice?: string
}

const scriptOf = (model: string): StepsScript => stepsScriptOf(model)!

/** Every request for a model; each test has models of its own. */
async function askedFor(model: string): Promise<Asked[]> {
  const { requests } = await (
    await fetch(new URL('/__requests', inject('providerUrl')))
  ).json<{
    requests: { body: Asked }[]
  }>()
  return requests.map(({ body }) => body).filter((body) => body.model === model)
}

async function askInSteps(model: string, tools: string[] | undefined = [...toolNames]) {
  const { id, room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('in steps, please', model, tools && { options: { tools } })
  return { id, room, browser }
}

async function answerIn(room: () => Stub) {
  const list = unwrap(await room().messages({ limit: 50, include_deleted: false, tree: false }))
  return list.messages[1]!
}

const summed = (amounts: (number | undefined)[]) => amounts.reduce<number>((sum, one) => sum + (one ?? 0), 0)

test('tells each call in its place and whenever its state changes, and keeps it there (T12, T13)', async () => {
  const model = 'steps-3-calls-2-words-8'
  const { room, browser } = await askInSteps(model)
  await browser.settled(2)
  const answer = await answerIn(room)
  const text = stepsText(scriptOf(model))
  expect(answer).toMatchObject({ content: text, status: 'complete' })
  const places = answer.tool_calls!.map(({ step, at, state, output }) => [
    step,
    text.slice(0, at).slice(-4),
    state,
    output,
  ])
  expect(places).toEqual([
    [0, 's0w7', 'done', '0'],
    [0, 's0w7', 'done', expect.stringMatching(/Tokyo/)],
    [1, 's1w7', 'done', expect.stringMatching(/Tokyo/)],
    [1, 's1w7', 'done', '11'],
  ])
  expect(answer.steps!.map((one) => text.slice(0, one.content_end).slice(-4))).toEqual(['s0w7', 's1w7', 's2w7'])
  const [first] = answer.tool_calls!
  const told = browser.frames.filter(
    (frame) => frame.type === 'tool_call' && frame.tool_call_id === first!.tool_call_id,
  )
  expect(told.map((frame) => (frame as unknown as ToolCall).state)).toEqual(['pending', 'running', 'done'])
  const before = browser.frames.slice(0, browser.frames.indexOf(told[0]!))
  expect(before.map((frame) => (frame.type === 'stream_chunk' ? frame.chunk : '')).join('')).toBe(
    text.slice(0, first!.at),
  )
  expect(browser.state.byId[answer.id]!.tool_calls).toEqual(answer.tool_calls)
})

test('gives a model the results of a step in the next one, as pairs in order (T11, T13)', async () => {
  const model = tagged('steps-3-calls-2')
  const { browser } = await askInSteps(model)
  await browser.settled(2)
  const asked = await askedFor(model)
  expect(asked.map(({ messages }) => messages.map(({ role }) => role).join(' '))).toEqual([
    'user',
    'user assistant tool tool',
    'user assistant tool tool assistant tool tool',
  ])
  const { messages } = asked.at(-1)!
  for (const at of [1, 4]) {
    const ids = messages[at]!.tool_calls!.map((one) => one.id)
    expect(messages.slice(at + 1, at + 3).map((one) => one.tool_call_id)).toEqual(ids)
  }
})

test.each([
  ['foreign', 'launch_rocket'],
  ['wrong', 'expression'],
  ['nojson', ''],
])('a call that is %s is failed, the model is told, and the turn goes on (T13)', async (kind, words) => {
  const model = tagged(`steps-2-${kind}`)
  const { room, browser } = await askInSteps(model)
  await browser.settled(2)
  const answer = await answerIn(room)
  expect(answer).toMatchObject({ status: 'complete', content: stepsText(scriptOf(model)) })
  expect(answer.tool_calls).toMatchObject([{ state: 'failed', output: expect.stringContaining(words) }])
  expect((await askedFor(model))[1]!.messages.at(-1)!.content).toContain(answer.tool_calls![0]!.output)
})

test('where no tool was offered a call ends the turn (T13)', async () => {
  const model = tagged('steps-4')
  const { room, browser } = await askInSteps(model, [])
  await browser.settled(2)
  expect(await askedFor(model)).toHaveLength(1)
  expect(await answerIn(room)).toMatchObject({
    status: 'complete',
    tool_calls: [{ state: 'failed', output: expect.stringMatching(/no tools/) }],
  })
})

test('runs a hundred calls of one step, and takes 25 steps, the last of which may call nothing (T13)', async () => {
  const many = await askInSteps('steps-2-calls-101')
  await many.browser.settled(2)
  const { tool_calls } = await answerIn(many.room)
  const states = Object.groupBy(tool_calls!, ({ state }) => state)
  expect([states.done!.length, states.failed!.length]).toEqual([100, 1])
  expect(states.failed![0]!.output).toMatch(/hundred/)
  const model = tagged('steps-endless-words-1')
  const endless = await askInSteps(model)
  await endless.browser.settled(2)
  const asked = await askedFor(model)
  expect(asked).toHaveLength(25)
  expect(asked.map(({ tool_choice = 'auto' }) => tool_choice)).toEqual([...Array<string>(24).fill('auto'), 'none'])
})

test('gives two calls of one id an id each (T12)', async () => {
  const { room, browser } = await askInSteps('steps-3-calls-2-twins')
  await browser.settled(2)
  const ids = (await answerIn(room)).tool_calls!.map((one) => one.tool_call_id)
  expect(new Set(ids).size).toBe(4)
})

test('offers the tools that the message names, or else the project’s; the demo model has all until then (T15)', async () => {
  const offered = async (model: string) => (await askedFor(model)).at(-1)!.tools?.map((one) => one.function.name)
  const say = async (model: string, tools?: string[]) => {
    const { browser } = await askInSteps(model, tools)
    await browser.settled(2)
    return offered(model)
  }
  expect(await sayWithout('steps-1-words-2')).toBeUndefined()
  expect(await say('steps-1-words-3', ['current_time'])).toEqual(['current_time'])
  const demo = await makeThread(place)
  const browser = await new Browser(demo.room, place.owner).open()
  browser.say('What is 12 * 12?', 'demo', { provider: 'demo' })
  await browser.settled(2)
  expect((await answerIn(demo.room)).tool_calls).toMatchObject([{ name: 'calculate', state: 'done', output: '144' }])
  await env.DB.prepare('UPDATE projects SET tools = ? WHERE id = ?').bind('["calculate"]', place.project_id).run()
  expect(await sayWithout('steps-1-words-5')).toEqual(['calculate'])
  await env.DB.prepare('UPDATE projects SET tools = NULL WHERE id = ?').bind(place.project_id).run()

  async function sayWithout(model: string) {
    const { room } = await makeThread(place)
    const other = await new Browser(room, place.owner).open()
    other.say('without a word about tools', model)
    await other.settled(2)
    return offered(model)
  }
})

test('has a row of the ledger for each step, whose sum the answer is (T8, T9)', async () => {
  const { id, room, browser } = await askInSteps('steps-3-words-7')
  await browser.settled(2)
  const answer = await answerIn(room)
  const sql =
    'SELECT id, message_id, total_tokens, output_tokens FROM usage WHERE thread_id = ? ORDER BY created_at, id'
  const rows = async () =>
    (await env.DB.prepare(sql).bind(id).all<{ id: string; message_id: string; total_tokens: number }>()).results
  await expect.poll(async () => (await rows()).length).toBe(3)
  const booked = await rows()
  expect(booked.map((row) => row.message_id)).toEqual([answer.id, answer.id, answer.id])
  expect(booked.some((row) => row.id === answer.id)).toBe(true)
  const ofSteps = answer.steps!.map((one) => one.usage?.total_tokens)
  expect(booked.map((row) => row.total_tokens).toSorted()).toEqual(ofSteps.toSorted())
  expect(answer.usage!.total_tokens).toBe(summed(ofSteps))
  expect(browser.state.thread!.total_tokens).toBe(summed(ofSteps))
})

test('goes on behind the last whole step after a crash, whose calls are not made twice (T6)', async () => {
  const model = tagged('steps-3-hang-1-1')
  const { room, browser } = await askInSteps(model)
  await browser.frame('turn', (frame) => frame.step === 1)
  await expect.poll(async () => (await askedFor(model)).length).toBe(2)
  browser.cut()
  await abortAllDurableObjects()
  await runDurableObjectAlarm(room())
  await expect.poll(async () => (await answerIn(room)).status, { timeout: 8_000 }).toBe('complete')
  const answer = await answerIn(room)
  expect(answer.content).toBe(stepsText(scriptOf(model)))
  expect(answer.tool_calls!.map(({ step, state }) => [step, state])).toEqual([
    [0, 'done'],
    [1, 'done'],
  ])
  expect((await askedFor(model)).map(({ messages }) => messages.length)).toEqual([1, 3, 3, 5])
})

test.each([
  ['chat', 'interrupted'],
  ['agent', 'complete'],
] as const)(
  'in mode %s a step that had begun to speak when a crash came ends its turn as %s (T6)',
  async (mode, outcome) => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    const model = `steps-2-words-90-gap-25-first-${mode.length}`
    browser.say('in steps, please', model, { options: { tools: [...toolNames] }, mode })
    const whole = stepsText(scriptOf(model))
    await browser.until(() => browser.shown()[1]?.content.includes('s1w60') === true, 20_000)
    browser.cut()
    await abortAllDurableObjects()
    await runDurableObjectAlarm(room())
    await expect.poll(async () => (await answerIn(room)).status, { timeout: 15_000 }).toBe(outcome)
    const { content } = await answerIn(room)
    expect(whole.startsWith(content)).toBe(true)
    expect(content.length === whole.length).toBe(outcome === 'complete')
    await browser.open()
    expect(browser.shown()[1]).toMatchObject({ content, status: outcome })
  },
)

test('tells the model 32,000 characters of an output and keeps it whole, also after a crash; D1 has less of it (T14)', async () => {
  const { room, browser } = await askInSteps('steps-2-words-6')
  await browser.settled(2)
  const { id: message_id, tool_calls } = await answerIn(room)
  const output = 'The tide comes at noon. '.repeat(220_000)
  // a call that a crash has run again gives less the second time
  for (const given of ['x'.repeat(6_000_000), output]) {
    await runInDurableObject(room(), (instance) => {
      const { core } = (instance as unknown as { parts: RoomParts }).parts
      const message = core.store.message(message_id)!
      new Calls(core, message, 1).end(message.tool_calls![0]!, 'done', given)
      core.keep(message)
      core.commit()
    })
  }
  const told = await browser.frame(
    'tool_call',
    ({ output_ref, output: given }) => !!output_ref && !!given?.startsWith('The'),
  )
  expect(told.output!.length).toBeLessThanOrEqual(32_000)
  expect(told.output_ref).toBe(`/api/v1/messages/${message_id}/outputs/${tool_calls![0]!.tool_call_id}`)
  await abortAllDurableObjects()
  const after = (await answerIn(room)).tool_calls![0]!
  expect(after).toMatchObject({ output: told.output, output_ref: told.output_ref })
  const whole = unwrap(await room().output(message_id, after.tool_call_id))
  expect(whole.length).toBe(output.length)
  const copy = () =>
    env.DB.prepare('SELECT length(tool_calls) AS chars FROM messages WHERE id = ?')
      .bind(message_id)
      .first<number>('chars')
  await runDurableObjectAlarm(room())
  await expect.poll(copy).toBeGreaterThan(0)
  expect(await copy()).toBeLessThan(40_000)
})
