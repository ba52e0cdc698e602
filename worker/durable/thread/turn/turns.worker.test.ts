import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { flowText } from '../../../../e2e/provider/script.ts'
import { addKey, Browser, makeMember, makePlace, makeThread, recorded, sleep, type Place } from '../../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const browserOf = async (title: string | null = 'A thread') => {
  const { room } = await makeThread(place, title)
  return { room, browser: await new Browser(room, place.owner).open() }
}

describe('a stop', () => {
  test('ends the turn, keeps what arrived, and reaches the provider (T3)', async () => {
    const { browser } = await browserOf()
    browser.say('stop me', 'flow-0-2000-5')
    await browser.until(() => (browser.shown()[1]?.content.length ?? 0) > 20)
    browser.send({ type: 'stop' })
    const [, answer] = await browser.settled(2)
    expect(answer!.status).toBe('stopped')
    expect(flowText(2000).startsWith(answer!.content)).toBe(true)
    expect(browser.state.byId[answer!.id]!.usage?.source).toBe('estimated')
    await expect.poll(async () => (await recorded('stop me'))[0]?.ended).toBe('aborted')
    expect((await recorded('stop me'))[0]!.tokens_sent).toBeLessThan(1000)
  })

  test('before the first token ends it too, and the next message is answered', async () => {
    const { browser } = await browserOf()
    browser.say('wait for it', 'slow-headers-60000')
    await expect.poll(async () => (await recorded('wait for it')).length).toBe(1)
    browser.send({ type: 'stop', message_id: browser.state.running!.message_id })
    await browser.settled(2)
    browser.say('next', 'flow-0-3-0')
    const shown = await browser.settled(4)
    expect(shown.map(({ status }) => status)).toEqual(['complete', 'stopped', 'complete', 'complete'])
    await expect.poll(async () => (await recorded('wait for it'))[0]?.ended).toBe('aborted')
  })

  test('is not what a browser that leaves does (T3)', async () => {
    const { room, browser } = await browserOf()
    browser.say('go on without me', 'flow-0-60-5')
    await browser.frame('stream_chunk')
    browser.cut()
    await sleep(600)
    const late = await new Browser(room, place.owner).open(null)
    expect(late.shown().map(({ content, status }) => [content, status])).toEqual([
      ['go on without me', 'complete'],
      [flowText(60), 'complete'],
    ])
  })
})

describe('a provider that fails', () => {
  test('before the first token is asked again, and retry_at says when (T4)', async () => {
    const { browser } = await browserOf()
    browser.say('busy at first', 'status-429-2-0')
    await browser.frame('turn', ({ retry_at }) => retry_at !== undefined)
    const [, answer] = await browser.settled(2)
    expect(answer!.status).toBe('complete')
    expect(await recorded('busy at first')).toHaveLength(3)
  })

  test('for good fails the turn with its kind, keeps the message, and the next turn works', async () => {
    const { browser } = await browserOf()
    browser.say('wrong key', 'status-401-9-0')
    const [, answer] = await browser.settled(2)
    expect(browser.state.byId[answer!.id]).toMatchObject({
      status: 'failed',
      error: { code: 'ai_provider_error', provider: { kind: 'provider_auth', status: 401 } },
    })
    browser.say('unknown', 'no-such-model')
    await browser.settled(4)
    expect(browser.state.byId[browser.state.list[3]!]!.error?.provider?.kind).toBe('provider_model_not_found')
    browser.say('fine', 'flow-0-2-0')
    expect((await browser.settled(6)).at(-1)!.content).toBe(flowText(2))
  })

  test('in the middle keeps what arrived and is not asked again (T4)', async () => {
    const { browser } = await browserOf()
    browser.say('break off', 'break-12-5')
    const [, answer] = await browser.settled(2)
    expect(answer).toMatchObject({ status: 'failed', content: flowText(12) })
    expect(browser.state.byId[answer!.id]!.error?.provider?.kind).toBe('provider_stream_broken')
    expect(await recorded('break off')).toHaveLength(1)
  })

  test.each([
    ['error-5', 'failed', flowText(5)],
    ['nothing', 'failed', ''],
    ['html', 'failed', ''],
    ['redirect', 'failed', ''],
    ['length-4', 'length', flowText(4)],
    ['filter-4', 'filtered', flowText(4)],
  ])('%s ends as %s (T5)', async (model, status, content) => {
    const { browser } = await browserOf()
    browser.say(`run ${model}`, model)
    const [, answer] = await browser.settled(2)
    expect(answer).toMatchObject({ status, content })
  })

  test('by silence ends the turn as failed with its text, and the connection is closed (T7)', async () => {
    const { browser } = await browserOf()
    browser.say('say nothing more', 'silent-3')
    const [, answer] = await browser.settled(2)
    expect(answer).toMatchObject({ status: 'failed', content: flowText(3) })
    await expect.poll(async () => (await recorded('say nothing more'))[0]?.ended).toBe('aborted')
  })
})

test('streams reasoning apart from text', async () => {
  const { browser } = await browserOf()
  browser.say('think', 'think-6-4')
  const [, answer] = await browser.settled(2)
  expect(answer!.content).toBe(flowText(4))
  expect(browser.state.byId[answer!.id]!.reasoning).toMatch(/\S/)
  const kinds = browser.frames.flatMap((frame) =>
    frame.type === 'stream_chunk' && frame.chunk !== '' ? [frame.kind] : [],
  )
  expect(kinds.indexOf('text')).toBeGreaterThan(kinds.lastIndexOf('reasoning'))
})

test('has a provisional title at once, then one that the model made; a person’s own stays', async () => {
  const { room, browser } = await browserOf(null)
  browser.say('How do tides work near the coast?', 'flow-0-3-0')
  const first = await browser.frame('thread_updated')
  expect(first.thread).toMatchObject({ title: 'How do tides work near the coast?', title_source: 'provisional' })
  const second = await browser.frame('thread_updated', ({ thread }) => thread.title_source === 'model')
  expect(second.thread.title).toBe('A title from the provider')
  await room().change({ title: 'Mine' })
  browser.say('more', 'flow-0-3-0')
  await browser.settled(4)
  await sleep(300)
  expect(browser.state.thread).toMatchObject({ title: 'Mine', title_source: 'person' })
})

test('refuses more than 20 waiting turns and stores nothing of the refused one (T1)', async () => {
  const { browser } = await browserOf()
  browser.say('long', 'flow-0-2000-5')
  await browser.frame('turn')
  for (let count = 0; count < 20; count++) browser.say(`waits ${count}`, 'flow-0-1-0')
  const refused = browser.say('one too many', 'flow-0-1-0')
  expect(await browser.frame('error')).toMatchObject({ error_code: 'queue_full', message_id: refused, retryable: true })
  await browser.until(() => browser.state.queue.length === 20)
  expect(browser.state.byId[refused]).toBeUndefined()
  browser.send({ type: 'stop' })
  await browser.until(() => browser.state.running === null && browser.state.queue.length === 0)
  expect(browser.shown().map(({ status }) => status)).toEqual(['complete', 'stopped'])
})

test('finds a key that was added after the thread was opened, and one that was put right after it failed', async () => {
  const { room } = await makeThread(place)
  const newcomer = await new Browser(room, await makeMember(place.project_id, 'editor')).open()
  await sleep(100)
  const key = await addKey(newcomer.member.id, 'http://127.0.0.1:9/v1')
  newcomer.say('with a key of mine', 'flow-0-2-0')
  await newcomer.frame('turn', ({ retry_at }) => retry_at !== undefined)
  newcomer.send({ type: 'stop' })
  await newcomer.settled(2)
  await env.DB.prepare('UPDATE keys SET base_url = ? WHERE id = ?').bind(inject('providerUrl'), key).run()
  newcomer.say('wrong model', 'no-such-model')
  await newcomer.settled(4)
  newcomer.say('right', 'flow-0-2-0')
  expect((await newcomer.settled(6)).at(-1)).toMatchObject({ content: flowText(2), status: 'complete' })
})
