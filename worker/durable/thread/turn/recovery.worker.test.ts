import { abortAllDurableObjects, runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { flowText } from '../../../../e2e/provider/script.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { Browser, makePlace, makeThread, recorded, sleep, type Place } from '../../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const page = { limit: 50, include_deleted: false, tree: false }
const usageRows = async (threadId: string) =>
  (
    await env.DB.prepare('SELECT * FROM usage WHERE thread_id = ?')
      .bind(threadId)
      .all<{ message_id: string; total_tokens: number }>()
  ).results

test('asks again by itself when a crash came before the first token (T6)', async () => {
  const { id, room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  const sent = browser.say('crash early', 'flow-700-5-0')
  await browser.frame('new_message')
  await expect.poll(async () => (await recorded('crash early')).length).toBe(1)
  browser.cut()
  await abortAllDurableObjects()
  await runDurableObjectAlarm(room())
  await expect
    .poll(async () => unwrap(await room().messages(page)).messages.at(-1)?.status, { timeout: 5000 })
    .toBe('complete')
  const { messages } = unwrap(await room().messages(page))
  expect(messages.map(({ content }) => content)).toEqual(['crash early', flowText(5)])
  expect(messages[0]!.id).toBe(sent)
  expect(await recorded('crash early')).toHaveLength(2)
  await sleep(500)
  // the answer as its provider counted it, and the prompt of the call that the crash took, as an estimate (T9)
  const rows = (await usageRows(id)) as unknown as { id: string; source: string; output_tokens: number }[]
  expect(rows.map(({ source, output_tokens }) => [source, output_tokens]).toSorted()).toEqual([
    ['estimated', 0],
    ['reported', 5],
  ])
})

test('ends a turn as interrupted with the text that was stored when a crash came later, without a client asking (T6)', async () => {
  const { id, room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('crash late', 'flow-0-400-10')
  browser.say('waits behind it', 'flow-0-2-0')
  await sleep(1800)
  const before = browser.state.byId[browser.state.list[1]!]!.content
  const seq = browser.state.seq
  browser.cut()
  await abortAllDurableObjects()
  await runDurableObjectAlarm(room())
  await expect
    .poll(async () => unwrap(await room().messages(page)).messages.at(-1)?.status, { timeout: 5000 })
    .toBe('complete')
  const { messages } = unwrap(await room().messages(page))
  expect(messages.map(({ status }) => status)).toEqual(['complete', 'interrupted', 'complete', 'complete'])
  expect(messages[1]!.content).not.toBe('')
  expect(before.startsWith(messages[1]!.content)).toBe(true)
  expect(messages[3]!.content).toBe(flowText(2))
  await browser.open()
  expect(browser.state.seq).toBeGreaterThan(seq)
  expect(browser.shown().map(({ id: messageId }) => messageId)).toEqual(messages.map(({ id: messageId }) => messageId))
  expect(browser.shown()[1]!.content).toBe(messages[1]!.content)
  await sleep(500)
  const rows = await usageRows(id)
  expect(new Set(rows.map(({ message_id }) => message_id)).size).toBe(rows.length)
})

test('has everything that was acknowledged after a crash, and D1 gets it though the crash took the outbox’s timer', async () => {
  const { id, room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  const sent = browser.say('acknowledged', 'flow-0-2-0')
  await browser.settled(2)
  await abortAllDurableObjects()
  const { messages } = unwrap(await room().messages(page))
  expect(messages.map(({ content }) => content)).toEqual(['acknowledged', flowText(2)])
  await runDurableObjectAlarm(room())
  const row = await env.DB.prepare('SELECT content FROM messages WHERE id = ?').bind(sent).first<{ content: string }>()
  expect(row?.content).toBe('acknowledged')
  expect(await usageRows(id)).toHaveLength(1)
  await runDurableObjectAlarm(room())
  expect(await usageRows(id)).toHaveLength(1)
})

test('does not take a crash’s answer for the one before it (recovery merged into the previous message)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('first', 'flow-0-3-0')
  await browser.settled(2)
  browser.say('the one after it', 'flow-800-4-0')
  await browser.frame('new_message', ({ message }) => message.content === 'the one after it')
  await expect.poll(async () => (await recorded('the one after it')).length).toBe(1)
  browser.cut()
  await abortAllDurableObjects()
  await runDurableObjectAlarm(room())
  await expect
    .poll(async () => unwrap(await room().messages(page)).messages.at(-1)?.content, { timeout: 5000 })
    .toBe(flowText(4))
  expect(unwrap(await room().messages(page)).messages.map(({ content }) => content)).toEqual([
    'first',
    flowText(3),
    'the one after it',
    flowText(4),
  ])
})
