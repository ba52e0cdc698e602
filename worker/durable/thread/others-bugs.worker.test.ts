import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { flowText } from '../../../e2e/provider/script.ts'
import { unwrap } from '../../src/lib/error.ts'
import { Browser, makePlace, makeThread, recorded, sleep, type Place } from '../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const open = async () => {
  const { id, room } = await makeThread(place)
  return { id, room, browser: await new Browser(room, place.owner).open() }
}

/** Each was met by users of another room. Those of the page are in web/src/sync. */
describe('bugs of other rooms that cannot happen here', () => {
  test('a reconnect between "accepted" and "first chunk" leaves the page stuck', async () => {
    const { browser } = await open()
    browser.say('slow to start', 'flow-400-5-0')
    await browser.frame('new_message')
    browser.cut()
    await browser.open()
    const shown = await browser.settled(2)
    expect(shown.map(({ content }) => content)).toEqual(['slow to start', flowText(5)])
  })

  test('a send during a stream makes two answers', async () => {
    const { browser } = await open()
    browser.say('first', 'flow-0-40-4')
    await browser.frame('stream_chunk')
    browser.say('second', 'flow-0-3-0')
    const shown = await browser.settled(4)
    expect(shown.map(({ content }) => content)).toEqual(['first', flowText(40), 'second', flowText(3)])
    const starts = browser.frames.filter(({ type }) => type === 'assistant_message_start')
    const firstEnd = browser.frames.findIndex((frame) => frame.type === 'turn' && frame.state === 'ended')
    expect(starts).toHaveLength(2)
    expect(browser.frames.indexOf(starts[1]!)).toBeGreaterThan(firstEnd)
  })

  test('a full-list broadcast overwrites the live message', async () => {
    const { browser } = await open()
    browser.say('live', 'flow-0-100-4')
    await browser.frame('stream_chunk')
    browser.cut()
    await browser.open(null)
    const text = browser.shown()[1]!.content
    expect(flowText(100).startsWith(text)).toBe(true)
    expect((await browser.settled(2))[1]!.content).toBe(flowText(100))
  })

  test('a zombie socket with state OPEN is adopted after hibernation', async () => {
    const { room, browser } = await open()
    // the alarm also looks sessions up, by what D1 knows of the thread
    await room().change({ archived: false })
    const zombie = await new Browser(room, place.owner).open()
    zombie.raw('{"type":"heartbeat"}')
    await zombie.frame('heartbeat_ack')
    await sleep(300)
    await evictDurableObject(room())
    const silent = await runInDurableObject(room(), async (instance, state) => {
      const real = Date.now
      Date.now = () => real() + 151_000
      try {
        await instance.alarm!()
      } finally {
        Date.now = real
      }
      return state.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN).length
    })
    await zombie.until(() => zombie.closed !== null)
    expect(silent).toBe(1)
    browser.say('still served', 'flow-0-1-0')
    expect(await browser.settled(2)).toHaveLength(2)
  })

  test('an unknown run is answered as finished and the rest of the answer is dropped', async () => {
    const { browser } = await open()
    browser.say('unknown to the log', 'flow-0-100-4')
    await browser.frame('stream_chunk')
    browser.cut()
    await browser.open(1_000_000)
    expect(browser.state.running).not.toBeNull()
    expect((await browser.settled(2))[1]).toMatchObject({ content: flowText(100), status: 'complete' })
  })

  test('text before a refresh is gone', async () => {
    const { room, browser } = await open()
    browser.say('reload me', 'flow-0-100-5')
    await browser.until(() => (browser.shown()[1]?.content.length ?? 0) > 100)
    const before = browser.shown()[1]!.content
    browser.cut()
    const reloaded = await new Browser(room, place.owner).open(null)
    expect(reloaded.shown()[1]!.content.startsWith(before)).toBe(true)
  })

  test('the whole chat is sent and parsed again for each token', async () => {
    const { browser } = await open()
    for (let count = 0; count < 5; count++) {
      browser.say('x'.repeat(20_000), 'flow-0-1-0')
      await browser.settled(2 * count + 2)
    }
    browser.frames.length = 0
    browser.say('short', 'flow-0-500-1')
    await browser.settled(12)
    const bytes = browser.frames.reduce((sum, frame) => sum + JSON.stringify(frame).length, 0)
    expect(bytes).toBeLessThan(flowText(500).length * 6)
  })

  test('recorded usage is over what was billed: a retry that was not billed is not recorded', async () => {
    const { id, browser } = await open()
    browser.say('billed once', 'status-503-1-0')
    await browser.settled(2)
    await sleep(600)
    const { results } = await env.DB.prepare('SELECT total_tokens FROM usage WHERE thread_id = ?')
      .bind(id)
      .all<{ total_tokens: number }>()
    const asked = await recorded('billed once')
    expect(asked).toHaveLength(2)
    const billed = asked.flatMap((request) => (request.usage ? [request.usage.total_tokens] : []))
    expect(results.map((row) => row.total_tokens)).toEqual(billed)
  })

  test('a replacement with a plain string interprets $& and corrupts what was written', async () => {
    const { room, browser } = await open()
    const text = 'price: $& $1 $$ $` \\u0000 "quoted" \u2028 </script>'
    const sent = browser.say(text, 'echo')
    await browser.settled(2)
    browser.send({ type: 'edit_message', message_id: sent, content: `${text} edited`, preserve_response: true })
    await browser.frame('message_updated')
    const [question, answer] = unwrap(await room().messages({ limit: 9, include_deleted: false, tree: false })).messages
    expect([question!.content, answer!.content]).toEqual([`${text} edited`, text])
  })
})

test('bytes on the wire grow with the answer, not with its square', async () => {
  const bytesFor = async (tokens: number) => {
    const { browser } = await open()
    browser.say('count my bytes', `flow-0-${tokens}-0`)
    await browser.settled(2)
    const chunks = browser.frames.filter(({ type }) => type === 'stream_chunk')
    return chunks.reduce((sum, frame) => sum + JSON.stringify(frame).length, 0) / flowText(tokens).length
  }
  const [short, long] = [await bytesFor(1_000), await bytesFor(10_000)]
  expect(long).toBeLessThan(1.5)
  expect(long).toBeLessThanOrEqual(short * 1.2)
})
