import { abortAllDurableObjects, env, runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { stepsScriptOf, stepText } from '../../../../e2e/provider/steps/steps-script.ts'
import type { Message } from '#protocol/message.ts'
import { setBudgets } from '../../../src/db/ledger/budgets.ts'
import { calculate } from '../../../src/tools/calculate.ts'
import { expectGoesOn } from '../../../test/goes-on.ts'
import { Browser } from '../../../test/room.ts'
import { bodiesFor, makeStepsPlace, StepsThread, tagged } from '../../../test/steps-place.ts'

let place: Awaited<ReturnType<typeof makeStepsPlace>>
beforeAll(async () => {
  place = await makeStepsPlace()
})
afterEach(() => void vi.restoreAllMocks())

const goesOn = (thread: StepsThread) => expectGoesOn(thread, 'chat', place.choices)

/** What the first steps of a script say. */
const textOf = (model: string, steps: number) =>
  Array.from({ length: steps }, (_, step) => stepText(stepsScriptOf(model)!, step).join('')).join('')

const statesOf = ({ tool_calls = [] }: Message) => tool_calls.map(({ step, state }) => `${step} ${state}`)

async function expectRows(thread: StepsThread, sources: string[]): Promise<void> {
  const sql = 'SELECT source FROM usage WHERE thread_id = ? ORDER BY created_at, id'
  const read = async () => (await env.DB.prepare(sql).bind(thread.id).all<{ source: string }>()).results
  await expect.poll(async () => (await read()).map(({ source }) => source)).toEqual(sources)
}

/** Says it, stops it once `when`, and answers what became of it. */
async function stoppedWhen(thread: StepsThread, model: string, when: () => unknown): Promise<Message> {
  const sent = thread.say(model)
  await when()
  thread.browser.send({ type: 'stop' })
  await thread.browser.frame('turn', (turn) => turn.user_message_id === sent && turn.state === 'ended')
  return thread.answerTo(sent)
}

test('a stop within a step’s text keeps it and the steps before it, each with its bill (T3, T9)', async () => {
  const thread = await StepsThread.open(place)
  const model = tagged('steps-3-words-40-gap-10')
  const { browser } = thread
  const answer = await stoppedWhen(thread, model, () =>
    browser.until(() => !!browser.shown()[1]?.content.includes('s1w9')),
  )
  expect(answer.status).toBe('stopped')
  expect(textOf(model, 2).startsWith(answer.content)).toBe(true)
  expect(statesOf(answer)).toEqual(['0 done'])
  expect(answer.steps).toMatchObject([{ finish_reason: 'tool_calls' }, { finish_reason: null }])
  await expectRows(thread, ['reported', 'estimated'])
  await goesOn(thread)
})

test('a stop before a step’s first word leaves the steps before it, and nothing to pay for it (T3, T9)', async () => {
  const thread = await StepsThread.open(place)
  const model = tagged('steps-3-slow-1-5000')
  const answer = await stoppedWhen(thread, model, () =>
    expect.poll(async () => (await bodiesFor(model)).length).toBe(2),
  )
  expect(answer).toMatchObject({ status: 'stopped', content: textOf(model, 1) })
  expect(answer.steps).toHaveLength(1)
  await expectRows(thread, ['reported'])
  await goesOn(thread)
})

test('a stop while a tool runs ends every call that has not ended as stopped (T3, T12)', async () => {
  const thread = await StepsThread.open(place)
  const signals: AbortSignal[] = []
  vi.spyOn(calculate, 'run').mockImplementation(async (_, { signal }) => {
    signals.push(signal)
    await scheduler.wait(20_000, { signal })
    return 'never'
  })
  const { browser } = thread
  const answer = await stoppedWhen(thread, 'steps-2-calls-3-words-5', () =>
    browser.frame('tool_call', ({ state }) => state === 'running'),
  )
  expect(answer).toMatchObject({ status: 'stopped', content: textOf('steps-2-words-5', 1) })
  expect(answer.tool_calls!.map(({ state, output }) => `${state}: ${output}`)).toEqual(
    Array(3).fill('stopped: This call was stopped.'),
  )
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  vi.restoreAllMocks()
  expect(browser.state.byId[answer.id]!.tool_calls).toEqual(answer.tool_calls)
  await goesOn(thread)
})

test('a stop is heard between the calls of a step that are work, however many there are (T3)', async () => {
  const thread = await StepsThread.open(place)
  const answer = await stoppedWhen(thread, 'steps-2-calls-100-heavy', () =>
    thread.browser.frame('tool_call', ({ state }) => state === 'done'),
  )
  expect(answer.status).toBe('stopped')
  expect(statesOf(answer).filter((state) => state === '0 stopped').length).toBeGreaterThan(20)
  await goesOn(thread)
})

test('a tool that breaks is told in words that hold none of its insides, and the turn goes on', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(calculate, 'run').mockImplementation(() => {
    throw new Error('the insides')
  })
  const thread = await StepsThread.open(place)
  const answer = await thread.ask('steps-2-words-6')
  expect(answer).toMatchObject({ status: 'complete', tool_calls: [{ state: 'failed', output: /broke/ }] })
})

test.each([429, 503])('%i before a step’s first word is tried again while what was said stays (T4)', async (status) => {
  const thread = await StepsThread.open(place)
  const model = tagged(`steps-3-status-${status}-1-2`)
  const answer = await thread.ask(model)
  expect(answer).toMatchObject({ status: 'complete', content: textOf(model, 3) })
  expect(await bodiesFor(model)).toHaveLength(5)
  const retries = thread.browser.frames.filter((frame) => frame.type === 'turn' && frame.retry_at !== undefined)
  const retried = { state: 'running', error: { provider: { status } } }
  expect(retries).toMatchObject([retried, retried])
  await expectRows(thread, ['reported', 'reported', 'reported'])
})

test('a step that is refused for good fails the turn, whose other steps stay (T4, T5)', async () => {
  const thread = await StepsThread.open(place)
  const model = tagged('steps-3-status-401-1-9')
  const answer = await thread.ask(model)
  expect(answer).toMatchObject({
    status: 'failed',
    content: textOf(model, 1),
    error: { provider: { kind: 'provider_auth' } },
  })
  expect(statesOf(answer)).toEqual(['0 done'])
  await expectRows(thread, ['reported'])
  await goesOn(thread)
})

test('a break within a step fails the turn with all that was said, billed to the last word (T4, T9)', async () => {
  const thread = await StepsThread.open(place)
  const answer = await thread.ask('steps-3-break-1-words-10')
  expect(answer).toMatchObject({ status: 'failed', error: { provider: { kind: 'provider_stream_broken' } } })
  expect(answer.content).toMatch(/s0w9 s1w0 s1w1 s1w2 s1w3 s1w4$/)
  expect(answer.steps).toMatchObject([{ usage: { source: 'reported' } }, { usage: { source: 'estimated' } }])
  await expectRows(thread, ['reported', 'estimated'])
  await goesOn(thread)
})

test('a step that falls silent fails the turn with all that was said (T7)', async () => {
  const thread = await StepsThread.open(place)
  const answer = await thread.ask('steps-3-silent-1')
  expect(answer).toMatchObject({ status: 'failed', content: textOf('steps-3', 2) })
  await goesOn(thread)
})

test('a prompt that a model refuses for its length at a later step is asked again, shorter (T11)', async () => {
  const thread = await StepsThread.open(place)
  await thread.ask('steps-1-words-400')
  const model = tagged('steps-3-words-300-window-900')
  const answer = await thread.ask(model)
  expect(answer).toMatchObject({ status: 'complete', content: textOf(model, 3) })
  const bodies = await bodiesFor(model)
  // 404 words, 704, then 1,004 that are refused and asked again without the turn before
  expect(bodies.map((body) => JSON.stringify(body).includes('s0w399'))).toEqual([true, true, true, false])
})

/** A thread whose project may take so many tokens a day. */
async function limited(limit_tokens: number) {
  const own = await makeStepsPlace()
  const target = { scope: 'project' as const, target_id: own.project_id }
  await setBudgets(env.DB, target, [{ period: 'day', limit_nano: null, limit_tokens }])
  return { own, thread: await StepsThread.open(own) }
}

test('a budget that is reached between two steps lets the turn wait there, and go on there (T10, T13)', async () => {
  const { own, thread } = await limited(700)
  const { browser, room } = thread
  const model = tagged('steps-3-words-300')
  const sent = thread.say(model)
  const waits = await browser.frame('turn', ({ state }) => state === 'waiting')
  expect(waits).toMatchObject({ waits: { for: 'budget' }, budget: { budget: { limit_tokens: 700 } } })
  expect(await bodiesFor(model)).toHaveLength(1)
  const ran = vi.spyOn(calculate, 'run')
  browser.cut()
  await abortAllDurableObjects()
  await runDurableObjectAlarm(room())
  const late = await new Browser(room, own.owner).open()
  expect(late.frames[0]).toMatchObject({ snapshot: { waiting: { waits: { for: 'budget' } } } })
  const before = await thread.answerTo(sent)
  expect(before).toMatchObject({ status: 'streaming', content: textOf(model, 1) })
  expect(statesOf(before)).toEqual(['0 done'])
  late.send({ type: 'budget_answer', message_id: waits.message_id, decision: 'allow' })
  await late.frame('turn', ({ state }) => state === 'ended')
  const answer = await thread.answerTo(sent)
  expect(answer).toMatchObject({ status: 'complete', content: textOf(model, 3) })
  expect(await bodiesFor(model)).toHaveLength(3)
  // the call of the first step ran before it waited, and no crash runs it again
  expect(ran).toHaveBeenCalledTimes(0)
  await expectRows(thread, ['reported', 'reported', 'reported'])
  const holds = env.DB.prepare('SELECT count(*) AS n FROM budget_holds WHERE user_id = ?').bind(own.owner.id)
  await expect.poll(() => holds.first<number>('n')).toBe(0)
})

test('a turn that waits between two steps is denied with an end, and its calls have theirs (T10)', async () => {
  const { own, thread } = await limited(700)
  const sent = thread.say('steps-3-words-301')
  const waits = await thread.browser.frame('turn', ({ state }) => state === 'waiting')
  thread.browser.send({ type: 'budget_answer', message_id: waits.message_id, decision: 'deny' })
  await thread.browser.frame('turn', ({ state }) => state === 'ended')
  const answer = await thread.answerTo(sent)
  expect(answer).toMatchObject({ status: 'stopped', content: textOf('steps-3-words-301', 1) })
  expect(statesOf(answer)).toEqual(['0 done'])
  await setBudgets(env.DB, { scope: 'project', target_id: own.project_id }, [])
  await expectGoesOn(thread, 'chat', own.choices)
})

test('a budget that is set while a turn runs holds from its next step on (T10)', async () => {
  const own = await makeStepsPlace()
  const thread = await StepsThread.open(own)
  const model = tagged('steps-4-words-300-slow-1-400')
  const sent = thread.say(model)
  await expect.poll(async () => (await bodiesFor(model)).length).toBe(2)
  const target = { scope: 'project' as const, target_id: own.project_id }
  await setBudgets(env.DB, target, [{ period: 'day', limit_nano: null, limit_tokens: 700 }])
  const waits = await thread.browser.frame('turn', ({ state }) => state === 'waiting')
  expect(waits).toMatchObject({ step: 2, waits: { for: 'budget' }, budget: { budget: { limit_tokens: 700 } } })
  expect(await bodiesFor(model)).toHaveLength(2)
  // what it took before anybody counted is counted
  expect(waits.budget?.budget.spent_tokens).toBeGreaterThan(700)
  await setBudgets(env.DB, target, [])
  thread.browser.send({ type: 'budget_answer', message_id: waits.message_id, decision: 'allow' })
  await thread.browser.frame('turn', ({ state }) => state === 'ended')
  expect(await thread.answerTo(sent)).toMatchObject({ status: 'complete', content: textOf(model, 4) })
})
