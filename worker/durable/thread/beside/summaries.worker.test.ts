import { newId } from '#protocol/ids.ts'
import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import type { Down } from '#protocol/thread-down.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { Browser, makePlace, makeThread, recorded, type Place, type Stub } from '../../../test/room.ts'
import type { RoomParts } from '../parts.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const browserOf = async () => {
  const { room, id } = await makeThread(place)
  return { id, room, browser: await new Browser(room, place.owner).open() }
}

async function talk(browser: Browser, turns: number, model = 'flow-0-5-0') {
  for (let turn = 0; turn < turns; turn++) {
    const before = browser.state.list.length
    browser.say(`turn ${turn} of ${model}`, model)
    await browser.settled(before + 2)
  }
}

const available = (browser: Browser, fits: (frame: Down<'summary_available'>) => boolean = () => true) =>
  browser.frame('summary_available', fits)

const roomParts = (instance: unknown) => (instance as { parts: RoomParts }).parts

const dueIn = (room: () => Stub) =>
  runInDurableObject(room(), (instance) => {
    const { core } = roomParts(instance)
    return Date.parse(core.row.summarizing.due_at!) - Date.now()
  })

/** Lets time pass for the summary: what is due later is due now. */
async function dueNow(room: () => Stub): Promise<void> {
  await runInDurableObject(room(), (instance) => {
    const { core } = roomParts(instance)
    expect(core.row.summarizing.due_at).not.toBeNull()
    core.row.summarizing.due_at = new Date(Date.now() - 1).toISOString()
  })
  await runDurableObjectAlarm(room())
}

test('is made by the alarm when somebody asks, tells everyone, and is in the ledger (U1, T9)', async () => {
  const { id, room, browser } = await browserOf()
  await talk(browser, 2)
  expect(unwrap(await room().summarize(place.owner))).toMatchObject({ state: 'due', summary: null })
  await runDurableObjectAlarm(room())
  const { summary } = await available(browser)
  expect(summary).toMatchObject({
    text: 'w0 w1 w2 w3 w4',
    source: 'asked',
    message_count: 4,
    model: 'custom/flow-0-5-0',
  })
  expect(browser.state.thread).toMatchObject({ summary: summary.text, summary_count: 1, needs_summary: false })
  expect(unwrap(await room().summary())).toMatchObject({ state: 'idle', summary: { id: summary.id }, history: [] })
  const sql = `SELECT purpose, total_tokens FROM usage WHERE thread_id = ? AND purpose = 'summary'`
  await expect.poll(async () => (await env.DB.prepare(sql).bind(id).all()).results.length).toBe(1)
  // nothing new: asking again is an error that says so
  expect(await room().summarize(place.owner)).toMatchObject({ ok: false, failure: { code: 'unprocessable' } })
})

test('is in the ledger with its prompt while it is written, and not when it failed (T9)', async () => {
  const { id, room, browser } = await browserOf()
  await talk(browser, 1, 'flow-0-60-25')
  const rows = async () => {
    const sql = `SELECT source, output_tokens FROM usage WHERE thread_id = ? AND purpose = 'summary'`
    return (await env.DB.prepare(sql).bind(id).all()).results
  }
  unwrap(await room().summarize(place.owner))
  const written = runDurableObjectAlarm(room())
  await expect.poll(rows).toEqual([{ source: 'estimated', output_tokens: 0 }])
  await written
  await expect.poll(rows).toEqual([{ source: 'reported', output_tokens: 60 }])
  await talk(browser, 1, 'status-401-9-0')
  unwrap(await room().summarize(place.owner))
  await runDurableObjectAlarm(room())
  await expect.poll(async () => unwrap(await room().summary()).state).toBe('failed')
  await expect.poll(rows).toHaveLength(1)
})

test(
  'is due after 50 messages or 10,000 tokens, and after a day of rest; never in the way of a turn (U1)',
  { timeout: 60_000 },
  async () => {
    const long = await browserOf()
    long.browser.say('a tide '.repeat(6_000), 'flow-0-5-0')
    await long.browser.settled(2)
    expect(await dueIn(long.room)).toBeLessThan(60_000)
    const { room, browser } = await browserOf()
    await talk(browser, 2)
    expect(await dueIn(room)).toBeGreaterThan(23 * 3_600_000)
    await talk(browser, 23)
    expect(browser.state.thread!.needs_summary).toBe(true)
    expect(await dueIn(room)).toBeLessThan(60_000)
    // while somebody is answered it waits
    browser.say('a long one', 'flow-0-400-5')
    await browser.frame('turn', ({ state }) => state === 'running')
    await dueNow(room)
    expect(browser.frames.some(({ type }) => type === 'summary_available')).toBe(false)
    await browser.settled(52)
    await dueNow(room)
    expect((await available(browser)).summary).toMatchObject({ source: 'automatic', message_count: 52 })
  },
)

test('goes on from the last one, is edited by a person, and keeps every version (U2)', async () => {
  const { room, browser } = await browserOf()
  await talk(browser, 2)
  unwrap(await room().summarize(place.owner))
  await runDurableObjectAlarm(room())
  await available(browser)
  unwrap(await room().change({ summary: 'They counted to five.' }))
  const edited = (await available(browser, ({ summary }) => summary.source === 'edited')).summary
  expect(edited).toMatchObject({ text: 'They counted to five.', model: null, message_count: 4 })
  await talk(browser, 1, 'echo')
  unwrap(await room().summarize(place.owner))
  await runDurableObjectAlarm(room())
  // the model repeats its prompt: what came before is the edited text, what followed is the new turn alone
  const third = (await available(browser, ({ summary }) => summary.message_count === 6)).summary
  expect(third.text).toContain('They counted to five.')
  expect(third.text).toContain('turn 0 of echo')
  expect(third.text).not.toContain('turn 0 of flow')
  const { summary, history } = unwrap(await room().summary())
  expect([summary!.id, ...history.map((one) => one.text)]).toEqual([third.id, edited.text, 'w0 w1 w2 w3 w4'])
  // taken away, the conversation speaks for itself again
  unwrap(await room().change({ summary: null }))
  expect(unwrap(await room().summary())).toMatchObject({ summary: null, history: [{}, {}, {}] })
})

test(
  'stands for the older part in a prompt that is too long, until it is taken away (U2)',
  { timeout: 60_000 },
  async () => {
    const { room, browser } = await browserOf()
    const filler = Array.from({ length: 60 }, (_, line) => `Line ${line} of what was said.`).join('\n')
    for (let turn = 0; turn < 8; turn++) {
      browser.say(`${turn} ${filler}`, 'flow-0-5-0')
      await browser.settled(2 * turn + 2)
    }
    unwrap(await room().change({ summary: 'The tide comes at noon.' }))
    browser.say('and when is it?', 'window-2000-20')
    await browser.settled(18)
    const context = unwrap(await room().context(newId()))
    expect(context.cut).toMatchObject({ summarized: expect.any(Number), messages: 0 })
    expect(context.cut!.summarized).toBeGreaterThan(4)
    const asked = (await recorded('and when is it?')).at(-1)
    expect(asked!.body.messages[0]!.content).toContain('The tide comes at noon.')
    unwrap(await room().change({ summary: null }))
    browser.say('and when was it?', 'window-2000-20')
    await browser.settled(20)
    const later = (await recorded('and when was it?')).at(-1)
    expect(JSON.stringify(later!.body)).not.toContain('The tide comes at noon.')
  },
)

test(
  'of a thread longer than its model reads is made part by part, also where nobody had named the window',
  { timeout: 60_000 },
  async () => {
    const { room, browser } = await browserOf()
    const filler = Array.from({ length: 60 }, (_, line) => `Line ${line} of what was said.`).join('\n')
    for (let turn = 0; turn < 12; turn++) {
      browser.say(`${turn} ${filler}`, 'window-3500-20')
      await browser.settled(2 * turn + 2)
    }
    unwrap(await room().summarize(place.owner))
    await runDurableObjectAlarm(room())
    expect((await available(browser)).summary).toMatchObject({ message_count: 24, source: 'asked' })
  },
)

test('that fails says why, and is tried again later; switched off it is not made', async () => {
  const { room, browser } = await browserOf()
  await talk(browser, 2, 'status-401-9-0')
  unwrap(await room().summarize(place.owner))
  await runDurableObjectAlarm(room())
  await expect.poll(async () => unwrap(await room().summary()).state).toBe('failed')
  expect(unwrap(await room().summary()).error).toMatch(/key/)

  const quiet = await browserOf()
  await env.DB.prepare(`UPDATE users SET settings = '{"make_summaries":false}' WHERE id = ?`).bind(place.owner.id).run()
  await talk(quiet.browser, 2)
  await dueNow(quiet.room)
  await expect.poll(async () => unwrap(await quiet.room().summary()).state).not.toBe('running')
  expect(unwrap(await quiet.room().summary()).summary).toBeNull()
})
