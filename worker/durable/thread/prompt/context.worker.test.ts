import { newId } from '#protocol/ids.ts'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { counterOf } from '../../../src/agent/prompt/tokens.ts'
import { unwrap } from '../../../src/lib/error.ts'
import {
  addKey,
  Browser,
  makeMember,
  makePlace,
  makeThread,
  recorded,
  type Place,
  type Stub,
} from '../../../test/room.ts'

let place: Place
beforeAll(async () => {
  // see test/setup.ts: a room must not wait for the test runner's import
  await counterOf('gpt-4o')
  place = await makePlace()
})

const browserOf = async () => {
  const { room } = await makeThread(place)
  return { room, browser: await new Browser(room, place.owner).open() }
}

/** About 200 tokens that no two messages share, so that nothing is counted by luck. */
const said = (turn: number, about = 'pier') =>
  Array.from(
    { length: 12 },
    (_, line) => `Turn ${turn}, line ${line}: the tide at ${about} rose ${turn * 7 + line} cm.`,
  ).join('\n')

/** Somebody else in the same thread, with a key of their own. */
async function anotherPerson(room: () => Stub): Promise<Browser> {
  const member = await makeMember(place.project_id, 'editor')
  await addKey(member.id, inject('providerUrl'))
  return new Browser(room, member).open()
}

/** 400 messages each. */
describe.each([
  ['chatgpt-window-8000-40', 0.02],
  ['window-8000-40', 0.1],
])('a long conversation with %s', (model, tolerance) => {
  test(
    'is never refused for its length, keeps the last turn whole, and the meter is right',
    { timeout: 120_000 },
    async () => {
      const { room, browser: first } = await browserOf()
      let browser = first
      const off: number[] = []
      let cuts = 0
      for (let turn = 0; turn < 200; turn++) {
        const before = unwrap(await room().context(newId()))
        const text = said(turn, model)
        // nobody may send more than 60 times a minute
        if (turn % 50 === 49) browser = await anotherPerson(room)
        const count = browser.state.list.length
        browser.say(text, model)
        const shown = await browser.settled(count + 2)
        const answer = browser.state.byId[shown.at(-1)!.id]!
        expect([turn, answer.status, answer.error]).toEqual([turn, 'complete', undefined])
        // the record holds every prompt: reading it each time would be most of the test
        const [asked] = turn % 10 === 9 ? await recorded(text) : []
        if (asked) expect(asked.body.messages.at(-1)!.content).toBe(text)
        const { used, total, cut, severity } = unwrap(await room().context(newId()))
        // its list is asked for beside the first turn
        if (turn > 20) expect(total).toBe(8000)
        // the provider's own figures: everything it read, and what it wrote
        off.push(Math.abs(used / answer.usage!.total_tokens - 1))
        if (cut) cuts++
        if (total && used >= total * 0.8) expect(severity).not.toBe('ok')
        // what was shown to leave did leave
        if (before.cut && asked) expect(asked.body.messages.length).toBeLessThan(2 * turn + 1)
      }
      expect(Math.max(...off.slice(1))).toBeLessThan(tolerance)
      expect(cuts).toBeGreaterThan(10)
    },
  )
})

describe.each([
  ['chatgpt-window-8000-40-150', 0.02],
  ['window-8000-40-150', 0.1],
])('the meter with %s', (model, tolerance) => {
  test('knows what a prompt takes before its provider says it', { timeout: 60_000 }, async () => {
    const { room, browser } = await browserOf()
    const off: number[] = []
    for (let turn = 0; turn < 8; turn++) {
      browser.say(said(turn, model), model)
      await browser.until(() => browser.state.running !== null)
      const { used } = unwrap(await room().context(newId()))
      const shown = await browser.settled(2 * turn + 2)
      off.push(Math.abs(used / browser.state.byId[shown.at(-1)!.id]!.usage!.input_tokens - 1))
    }
    expect(Math.max(...off.slice(1))).toBeLessThan(tolerance)
  })
})

test('a window that nobody named is learned from a refusal, and the turn is answered all the same', async () => {
  const { room, browser } = await browserOf()
  for (let turn = 0; turn < 8; turn++) browser.say(said(turn), 'flow-0-5-0')
  await browser.settled(16)
  // this window is in no list
  browser.say('and now', 'window-1500-20')
  const shown = await browser.settled(18)
  expect(shown.at(-1)!.status).toBe('complete')
  const tries = await recorded('and now')
  expect(tries.map(({ ended }) => ended)).toEqual(['refused', 'complete'])
  browser.say('and again', 'window-1500-20')
  await browser.settled(20)
  expect((await recorded('and again')).map(({ ended }) => ended)).toEqual(['complete'])
  expect(unwrap(await room().context(newId())).cut?.messages).toBeGreaterThan(0)
})

test('another model that is picked brings its window to the meter, and what it will leave out, before it answers', async () => {
  const { room, browser } = await browserOf()
  for (let turn = 0; turn < 3; turn++) browser.say(said(turn).repeat(14), 'think-40-10-50')
  await browser.settled(6)
  await expect.poll(() => browser.state.context?.total).toBe(200_000)
  expect(browser.state.context).toMatchObject({ severity: 'ok', cut: null })
  unwrap(await room().change({ provider: 'custom', model: 'window-8000-40' }, place.owner))
  await expect.poll(() => browser.state.context?.total).toBe(8000)
  expect(browser.state.context?.cut?.messages).toBeGreaterThan(0)
  expect(unwrap(await room().context(newId()))).toMatchObject({ total: 8000, cut: browser.state.context!.cut })
  unwrap(await room().change({ title: 'Mine' }, place.owner))
  unwrap(await room().change({ model: 'think-40-10-50' }, place.owner))
  await expect.poll(() => browser.state.context?.total).toBe(200_000)
  expect(browser.state.context?.cut).toBeNull()
})

test('a message that can’t fit is not sent, and the error has the numbers', async () => {
  const { browser } = await browserOf()
  browser.say('hello', 'window-8000-40')
  await browser.settled(2)
  // the list was asked for beside the first turn
  await expect
    .poll(async () => (browser.say('x', 'window-8000-40'), await browser.settled(2), browser.state.context?.total), {
      timeout: 20_000,
      interval: 1000,
    })
    .toBe(8000)
  const long = Array.from({ length: 9_000 }, (_, index) => `w${index % 10}`).join(' ')
  browser.say(long, 'window-8000-40')
  await browser.until(() => browser.shown().at(-1)!.status === 'failed')
  const { error } = browser.state.byId[browser.shown().at(-1)!.id]!
  expect(error).toMatchObject({
    code: 'insufficient_tokens',
    message: expect.stringMatching(/needs about [\d,]+ tokens, .* reads 8,000 at most/),
  })
  expect(await recorded(long)).toEqual([])
})

test('an answer says how long it took and what it thought', async () => {
  const { browser } = await browserOf()
  browser.say('think', 'think-20-10')
  const [, answer] = await browser.settled(2)
  const { timing, reasoning, usage } = browser.state.byId[answer!.id]!
  expect(timing!.first_token_ms).not.toBeNull()
  expect(timing!.reasoning_ms).not.toBeNull()
  expect(timing!.duration_ms).toBeGreaterThanOrEqual(timing!.first_token_ms!)
  expect(reasoning).toContain('t19')
  await browser.until(() => browser.state.thread!.total_tokens === usage!.total_tokens)
})
