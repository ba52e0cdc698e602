import { abortAllDurableObjects, env, runDurableObjectAlarm } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import { stepsScriptOf, stepsText } from '../../../../e2e/provider/steps/steps-script.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { toolNames } from '../../../src/tools/registry.ts'
import { Browser, makePlace, makeThread, type Place, type Stub } from '../../../test/room.ts'
import { bodiesFor, tagged } from '../../../test/steps-place.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const whole = (model: string) => stepsText(stepsScriptOf(model)!)

async function begin(model: string, mode: 'chat' | 'agent' = 'chat') {
  const { id, room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('in steps, please', model, { options: { tools: [...toolNames] }, mode })
  return { id, room, browser }
}

/** A crash once so many requests for the model were made; the room's alarm then finds what was left. */
async function crashAfter(room: () => Stub, browser: Browser, model: string, requests: number): Promise<void> {
  await expect.poll(async () => (await bodiesFor(model)).length).toBe(requests)
  browser.cut()
  await abortAllDurableObjects()
  await runDurableObjectAlarm(room())
}

async function ended(room: () => Stub) {
  const read = async () => unwrap(await room().messages({ limit: 50, include_deleted: false, tree: false })).messages[1]
  await expect.poll(async () => (await read())?.finished_at, { timeout: 20_000 }).toBeDefined()
  return (await read())!
}

interface Row {
  id: string
  total_tokens: number
  source: string
}

/** Every request that a provider billed is one row of the ledger; rows, thread and D1's copy of it say the same sum. */
async function expectBooked(id: string, room: () => Stub, requests: number): Promise<Row[]> {
  const read = async () =>
    (await env.DB.prepare('SELECT id, total_tokens, source FROM usage WHERE thread_id = ?').bind(id).all<Row>()).results
  await expect.poll(async () => (await read()).length).toBe(requests)
  await runDurableObjectAlarm(room())
  const rows = await read()
  const sum = rows.reduce((total, row) => total + row.total_tokens, 0)
  expect(unwrap(await room().view()).total_tokens).toBe(sum)
  const copy = env.DB.prepare('SELECT total_tokens FROM threads WHERE id = ?').bind(id)
  await expect.poll(() => copy.first<number>('total_tokens')).toBe(sum)
  return rows
}

test('books every request of a turn that crashes met between its steps, in the thread’s sums too (T6, T8, T9)', async () => {
  const model = tagged('steps-4-words-3-hang-2-1')
  const { id, room, browser } = await begin(model)
  await crashAfter(room, browser, model, 3)
  const answer = await ended(room)
  expect(answer).toMatchObject({ status: 'complete', content: whole(model) })
  const rows = await expectBooked(id, room, 5)
  expect(rows.filter(({ source }) => source === 'estimated')).toHaveLength(1)
  expect(rows.some((row) => row.id === answer.id)).toBe(true)
})

test('books a request once that a crash took, however many crashes and alarms follow (T8, T9)', async () => {
  const model = tagged('steps-3-words-4-hang-1-2')
  const { id, room, browser } = await begin(model)
  await crashAfter(room, browser, model, 2)
  await expect.poll(async () => (await bodiesFor(model)).length).toBe(3)
  // the watchdog brings to D1 what the room has booked meanwhile
  await runDurableObjectAlarm(room())
  await crashAfter(room, browser, model, 3)
  const answer = await ended(room)
  expect(answer).toMatchObject({ status: 'complete', content: whole(model) })
  const rows = await expectBooked(id, room, 5)
  expect(rows.filter(({ source }) => source === 'estimated')).toHaveLength(2)
})

test('asks each step again at most twice, whatever befell the steps before it (T6)', async () => {
  const model = tagged('steps-2-words-5-hang-0-2-1-2')
  const { id, room, browser } = await begin(model)
  for (const requests of [1, 2]) await crashAfter(room, browser, model, requests)
  // the third request makes the first step whole
  for (const requests of [4, 5]) await crashAfter(room, browser, model, requests)
  const answer = await ended(room)
  expect(answer).toMatchObject({ status: 'complete', content: whole(model) })
  await expectBooked(id, room, 6)
})

test('ends a turn as interrupted whose step crashes met three times, with the steps before it and a bill for all (T6)', async () => {
  const model = tagged('steps-2-words-6-hang-1-3')
  const { id, room, browser } = await begin(model)
  for (const requests of [2, 3, 4]) await crashAfter(room, browser, model, requests)
  const answer = await ended(room)
  expect(answer).toMatchObject({ status: 'interrupted', content: 's0w0 s0w1 s0w2 s0w3 s0w4 s0w5' })
  expect(answer.tool_calls).toMatchObject([{ step: 0, output: expect.any(String) }])
  await expectBooked(id, room, 4)
})
