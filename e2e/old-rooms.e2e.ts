import fs from 'node:fs'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { messageList } from '#protocol/rest/threads.ts'
import { threadDown, type Snapshot } from '#protocol/thread-down.ts'
import type { Thread } from '#protocol/thread.ts'
import type { UsageRow } from '#protocol/rest/usage.ts'
import { ThreadClient } from './client.ts'
import { listenBetween } from './fixtures/listen-between.ts'
import { moveKeys, unpackOldRooms } from './fixtures/old-rooms.ts'
import { answerSigned, signedFormats } from './fixtures/signed-answers.ts'
import { signIn, type Api } from './harness/api.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage } from './harness/chat-page.ts'
import { startServer, type Server } from './harness/start-server.ts'
import { ledgerFormats } from './ledger/formats.ts'
import { startBilling } from './provider/billing/server.ts'
import { flowText } from './provider/script.ts'
import { startProvider } from './provider/server.ts'

// A state folder of 4dd70c5, opened by the code of today: what was there is there, what ran goes on or ends named.

const { folder, state, recorded } = unpackOldRooms()
const { openAs, errors } = useBrowser()
const names = Object.keys(recorded.rooms)
const closing: (() => Promise<unknown>)[] = []
let server: Server
let ada: Api
let gus: Api
let expectBill: Awaited<ReturnType<typeof startBilling>>['expect']
let called: Awaited<ReturnType<typeof listenBetween>>
let signed: Awaited<ReturnType<typeof listenBetween>>

beforeAll(async () => {
  const provider = await startProvider()
  const billing = await startBilling()
  const signer = await answerSigned()
  called = await listenBetween(billing.url)
  signed = await listenBetween(signer.url)
  expectBill = billing.expect
  moveKeys(state, [
    ...['house', 'guest'].map((key_name) => ({ key_name, base_url: provider.url })),
    ...ledgerFormats.map(({ key_name, path }) => ({ key_name, base_url: called.url + path })),
    ...signedFormats.map((format) => ({ key_name: `Signed by ${format.provider}`, base_url: signed.url })),
  ])
  server = await startServer({ state, vars: { WATCHDOG_SECONDS: '2' } })
  closing.push(server.stop, called.close, signed.close, provider.close, billing.close, signer.close)
  ada = await signIn(server.url, recorded.people.ada.email)
  gus = await signIn(server.url, recorded.people.gus.email)
})
afterAll(async () => {
  for (const close of closing) await close()
  fs.rmSync(folder, { recursive: true })
})

const billed = { input: 1000, cached: 0, written: 0, output: 50, reasoning: 10 }

async function enter(who: Api, thread_id: string): Promise<ThreadClient> {
  const client = new ThreadClient(who, thread_id)
  await client.connect()
  return client
}

async function snapshotOf(thread_id: string): Promise<Snapshot> {
  const headers = { authorization: `Bearer ${ada.token}` }
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/chat/${thread_id}`, { headers })
  const [data] = (await once(socket, 'message')) as [Buffer]
  socket.close()
  const frame = threadDown.parse(JSON.parse(data.toString()))
  if (frame.type !== 'connection_established' || !frame.snapshot) throw new Error(`no snapshot: ${frame.type}`)
  return frame.snapshot
}

/** The answer that is new once `act` has been done, when it has ended. */
async function answered(client: ThreadClient, act: () => unknown) {
  const before = new Set(client.answers().map((one) => one.id))
  act()
  return client.until(() => client.answers().find((one) => !before.has(one.id) && one.status !== 'streaming'))
}

/** A copy without what a server may rightly have changed since: named fields, at any depth. */
function without(value: unknown, fields: string[]): unknown {
  return JSON.parse(JSON.stringify(value, (name, one: unknown) => (fields.includes(name) ? undefined : one)))
}

// What is only looked at comes first: the other tests go on with it.

test.for(names)('REST says of "%s" what it said, with nothing lost', async (name) => {
  const was = recorded.rooms[name]!
  const { id } = was.thread
  const messages = (query: string) => ada.call('GET', `/threads/${id}/messages?limit=200${query}`)
  const all = await messages('&tree=true&include_deleted=true')
  expect(all).toMatchObject(was.all)
  expect(() => messageList.parse(all)).not.toThrow()
  expect(await messages('')).toMatchObject(was.selected)
  expect(await ada.call('GET', `/threads/${id}`)).toMatchObject(was.thread)
  expect(await ada.call('GET', `/threads/${id}/summary`)).toMatchObject(was.summary)
  expect(await ada.call('GET', `/threads/${id}/context`)).toMatchObject(was.context)
  for (const [message_id, items] of Object.entries(was.edits))
    expect(await ada.call('GET', `/messages/${message_id}/edits`)).toMatchObject({ items })
})

test.for(names)('a fresh socket is told of "%s" what it was told', async (name) => {
  const { thread, snapshot } = recorded.rooms[name]!
  expect(await snapshotOf(thread.id)).toMatchObject(snapshot)
})

test('people, keys, tokens, members, budgets and lists are as they were', async () => {
  const changing = ['last_used_at', 'base_url', 'thread_count']
  for (const [path, was] of Object.entries(recorded.lists)) {
    const now = await ada.call<{ threads?: { id: string }[] }>('GET', path)
    if (!now.threads) expect(now).toMatchObject(without(was, changing) as object)
    else expect(now.threads).toEqual(expect.arrayContaining((was as { threads: object[] }).threads.map(matching)))
  }
})

const matching = (one: object) => expect.objectContaining(one) as unknown

test('usage is what it was, for each thread, project and model', async () => {
  for (const [by, rows] of Object.entries(recorded.usage)) {
    const { items } = await ada.call<{ items: UsageRow[] }>('GET', `/users/usage?group_by=${by}&from=2026-01-01`)
    // more rows: what the kill met, billed by the server of today
    expect(items).toEqual(expect.arrayContaining(rows.map(matching)))
  }
})

test('the turn that was killed in the middle keeps its text and ends named; what waited behind it is answered', async () => {
  const { id, seen } = recorded.killed.middle
  const messages = await ended(id)
  const [question, answer, ...queued] = messages
  expect(messages.map((one) => one.id)).toEqual(expect.arrayContaining(seen.map((one) => one.id)))
  expect(question).toMatchObject({ content: seen[0]!.content, status: 'complete' })
  expect(answer!.status).toBe('interrupted')
  expect(flowText(300).startsWith(answer!.content)).toBe(true)
  // 20 ms for each word, of which about the last second may be lost
  expect(answer!.content.length).toBeGreaterThan(seen[1]!.content.length - 75 * ' w100'.length)
  expect(queued.map((one) => one.status)).toEqual(Array(4).fill('complete'))
  expect(queued.filter((one) => one.role === 'assistant').map((one) => one.content)).toEqual([flowText(9), flowText(9)])
  await expectBilled(id, 3)
})

test('the turn that was killed before its first word is asked again, and what the kill took is billed as an estimate', async () => {
  const { id } = recorded.killed.unbegun
  const messages = await ended(id)
  expect(messages.map((one) => [one.status, one.content])).toEqual([
    ['complete', 'Take your time.'],
    ['complete', flowText(7)],
  ])
  await expectBilled(id, 2)
})

async function ended(thread_id: string) {
  const open = ['queued', 'streaming', 'waiting']
  const running = async () => (await ada.messages(thread_id)).messages.filter((one) => open.includes(one.status))
  await expect.poll(running, { timeout: 30_000 }).toEqual([])
  const isAnswered = async () => (await ada.messages(thread_id)).messages.at(-1)?.role
  await expect.poll(isAnswered, { timeout: 30_000 }).toBe('assistant')
  await expect.poll(running, { timeout: 30_000 }).toEqual([])
  return (await ada.messages(thread_id)).messages
}

async function expectBilled(thread_id: string, calls: number): Promise<void> {
  const row = async () => (await ada.usage('thread')).find((one) => one.group === thread_id)
  await expect.poll(async () => (await row())?.calls, { timeout: 20_000 }).toBe(calls)
  const { total_tokens } = await ada.call<Thread>('GET', `/threads/${thread_id}`)
  expect((await row())!.total_tokens).toBe(total_tokens)
}

test('the turn that waited at a budget still waits, runs once when allowed, and the next one waits in its turn', async () => {
  const { thread, snapshot } = recorded.rooms.Waits!
  const client = await enter(ada, thread.id)
  const { message_id } = snapshot.waiting!
  const told = await answered(client, () => client.send({ type: 'budget_answer', message_id, decision: 'allow' }))
  expect(told).toMatchObject({ id: message_id, status: 'complete', content: flowText(8) })
  const next = snapshot.queue[0]!
  await expect.poll(async () => (await snapshotOf(thread.id)).waiting).toMatchObject(next)
  client.send({ type: 'budget_answer', message_id: next.message_id, decision: 'deny' })
  await expect.poll(async () => (await snapshotOf(thread.id)).waiting).toBe(null)
  client.close()
})

test('a conversation goes on, by either person, by a branch and by a program', async () => {
  const client = await enter(ada, recorded.rooms.Branches!.thread.id)
  const guest = await enter(gus, recorded.rooms.Branches!.thread.id)
  expect(await answered(client, () => guest.say('Go on.'))).toMatchObject({ status: 'complete', content: flowText(8) })
  const { messages } = recorded.rooms.Branches!.all
  const other = messages.find((one) => one.content === flowText(12))!
  client.send({ type: 'select_branch', message_id: other.id })
  await expect.poll(async () => (await ada.messages(other.thread_id)).messages[1]).toMatchObject({ id: other.id })
  await answered(client, () => client.send({ type: 'regenerate', message_id: other.id }))
  expect((await ada.messages(other.thread_id)).messages[1]).toMatchObject({ model: other.model, branch: { count: 3 } })
  client.close()
  guest.close()
  const headers = { authorization: `Bearer ${recorded.token}` }
  const listed = await (await fetch(`${server.url}/v1/models`, { headers })).json()
  expect(listed).toMatchObject({ data: expect.arrayContaining([expect.objectContaining({ id: 'house/echo' })]) })
})

test('the page shows them: thoughts, calls in their place, branches, and what failed', async () => {
  const page = await openAs(ada, '/', { baseURL: server.url })
  for (const name of ['Signed by anthropic', 'Branches', 'Ends', 'Thought', 'Summarized']) {
    const { thread, selected } = recorded.rooms[name]!
    await page.goto(`/p/${thread.project_id}/t/${thread.id}`)
    const chat = await new ChatPage(page).live()
    // a longer list is drawn as far as it is seen
    const seen = Math.min(selected.messages.length, 6)
    await expect.poll(() => chat.bubbles.count(), { message: name }).toBeGreaterThanOrEqual(seen)
    if (name === 'Signed by anthropic') await chat.answers.first().getByTestId('tool-calls').first().waitFor()
  }
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})

test.for(recorded.called)('$name: asked again, its provider is sent what it was sent', async (call) => {
  expectBill({ id: call.script, refusals: [], thoughts: 2, words: 3, gap: 0, tool: false, billed })
  expect(await againOf(call)).toMatchObject({ status: 'complete', content: ' w0 w1 w2' })
  expect(called.heard.at(-1)).toEqual(call.asked)
})

test.for(recorded.signed)('$name: signed parts go back as they came and in their order', async (call) => {
  expect(await againOf(call)).toMatchObject({ status: 'complete', content: 'Let me look. And once more.' })
  expect(signed.heard.at(-1)).toEqual(call.asked)
})

async function againOf({ name, answer }: { name: string; answer: string }) {
  const client = await enter(ada, recorded.rooms[name]!.thread.id)
  const again = await answered(client, () => client.send({ type: 'regenerate', message_id: answer }))
  client.close()
  expect(client.faults).toEqual([])
  return again
}

test('nothing failed on the way', () => {
  expect(server.log()).not.toMatch(/internal|"level":"error"/i)
})
