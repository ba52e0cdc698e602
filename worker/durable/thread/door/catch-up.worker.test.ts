import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import { flowText } from '../../../../e2e/provider/script.ts'
import { Browser, makePlace, makeThread, sleep, type Place } from '../../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const established = (browser: Browser) => browser.frames.find((frame) => frame.type === 'connection_established')!

test('replays what a browser missed, chunks of one message joined, nothing doubled (S3)', async () => {
  const { room } = await makeThread(place)
  const [steady, flaky] = [new Browser(room, place.owner), new Browser(room, place.owner)]
  await Promise.all([steady.open(), flaky.open()])
  steady.say('count', 'flow-0-150-4')
  await flaky.until(() => (flaky.shown()[1]?.content.length ?? 0) > 30)
  flaky.cut()
  const seen = flaky.state.seq
  await sleep(200)
  flaky.frames.length = 0
  await flaky.open()
  expect(established(flaky)).toMatchObject({ replay_from: seen + 1 })
  expect(established(flaky)).not.toHaveProperty('snapshot')
  const joined = await flaky.frame('stream_chunk', ({ from_seq }) => from_seq !== undefined)
  expect(joined).toMatchObject({ from_seq: seen + 1 })
  await Promise.all([steady.settled(2), flaky.settled(2)])
  expect(flaky.state.byId).toEqual(steady.state.byId)
  expect(flaky.shown()[1]!.content).toBe(flowText(150))
  expect(flaky.gaps).toBe(0)
})

test('gives a second tab the answer that streams, then the same frames (a second tab misses the stream)', async () => {
  const { room } = await makeThread(place)
  const first = await new Browser(room, place.owner).open()
  first.say('for two tabs', 'flow-0-100-4')
  await first.until(() => (first.shown()[1]?.content.length ?? 0) > 30)
  const second = await new Browser(room, place.owner).open()
  const { snapshot } = established(second) as { snapshot?: { streaming: { content: string }[] } }
  expect(flowText(100).startsWith(snapshot!.streaming[0]!.content)).toBe(true)
  expect(snapshot!.streaming[0]!.content).not.toBe('')
  await Promise.all([first.settled(2), second.settled(2)])
  expect(second.shown()).toEqual(first.shown())
  expect(second.shown()[1]!.content).toBe(flowText(100))
})

test('says nothing was missed when nothing was, and sends a snapshot for an after it doesn’t know (S3, S7)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('hello', 'flow-0-3-0')
  await browser.settled(2)
  const again = await new Browser(room, place.owner).open(browser.state.seq)
  expect(Object.keys(established(again))).not.toContain('snapshot')
  expect(Object.keys(established(again))).not.toContain('replay_from')
  const ahead = await new Browser(room, place.owner).open(99_999)
  expect(established(ahead)).toHaveProperty('snapshot')
})

test('keeps its sockets and its seq through a hibernation, and wakes for a message', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('before', 'flow-0-3-0')
  await browser.settled(2)
  await sleep(400)
  await evictDurableObject(room())
  browser.say('after', 'flow-0-3-0')
  const shown = await browser.settled(4)
  expect(shown.map(({ content }) => content)).toEqual(['before', flowText(3), 'after', flowText(3)])
  expect(browser.gaps).toBe(0)
  expect(established(browser)).toBeDefined()
})

test('keeps no buffers in an idle room: after a hibernation a browser that missed something gets a snapshot', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('before', 'flow-0-3-0')
  await browser.settled(2)
  await sleep(400)
  browser.cut()
  await evictDurableObject(room())
  const late = await new Browser(room, place.owner).open(1)
  expect(established(late)).toHaveProperty('snapshot')
  expect(late.shown()).toEqual(browser.shown())
})

test('answers the exact heartbeat without waking the room, and one with more fields by the room (S4)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.raw('{"type":"heartbeat"}')
  await browser.frame('heartbeat_ack')
  browser.frames.length = 0
  browser.raw('{"type":"heartbeat","timestamp":"2026-11-21T00:00:00Z"}')
  await browser.frame('heartbeat_ack')
})

test('opens a thread of 10,000 messages with the newest 50', async () => {
  const { id, room } = await makeThread(place)
  await runInDurableObject(room(), (_room, state) => {
    let parent: string | null = null
    for (let index = 0; index < 10_000; index++) {
      const message: Record<string, string | null> & { id: string } = {
        id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        thread_id: id,
        parent_message_id: parent,
        role: index % 2 === 0 ? 'user' : 'assistant',
        author: null,
        content: `message ${index} ${'x'.repeat(300)}`,
        status: 'complete',
        created_at: new Date().toISOString(),
      }
      state.storage.sql.exec(
        'INSERT INTO messages (id, parent, role, status, ord, body) VALUES (?, ?, ?, ?, ?, ?)',
        message.id,
        parent,
        message.role,
        'complete',
        index + 1,
        JSON.stringify(message),
      )
      parent = message.id
    }
    const row = JSON.parse(state.storage.sql.exec<{ body: string }>('SELECT body FROM room').one().body)
    row.leaf = parent
    row.thread.message_count = 10_000
    state.storage.sql.exec('UPDATE room SET body = ?', JSON.stringify(row))
  })
  await evictDurableObject(room())
  const browser = await new Browser(room, place.owner).open()
  expect(browser.state.list).toHaveLength(50)
  expect(browser.state.hasMore).toBe(true)
  expect(browser.shown().at(-1)!.content).toMatch(/^message 9999 /)
})
