import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { Browser, makeMember, makePlace, makeThread, type Place } from '../../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const page = { limit: 50, include_deleted: true, tree: true }
const message_id = newId()
const send = { type: 'send_message', message_id, content: 'hi', provider: 'custom', model: 'flow-0-1-0' }

describe('a frame that is not right is answered with its error, changes nothing, and the socket lives on (S5)', () => {
  test.each<[string, string, string, RegExp]>([
    ['not JSON', 'hello{', 'invalid_message', /not JSON/],
    ['no object', '[1,2]', 'invalid_message', /./],
    ['null', 'null', 'invalid_message', /./],
    ['an unknown type', '{"type":"format_disk"}', 'invalid_message', /type/],
    ['no type', '{"message_id":"x"}', 'invalid_message', /type/],
    ['a wrong type of a field', JSON.stringify({ ...send, content: 42 }), 'invalid_message', /content/],
    ['an id that is none', JSON.stringify({ ...send, message_id: 'one' }), 'invalid_message', /message_id/],
    ['blank content', JSON.stringify({ ...send, content: ' \n ' }), 'invalid_message', /content/],
    [
      'a temperature out of range',
      JSON.stringify({ ...send, options: { temperature: 9 } }),
      'invalid_message',
      /options\.temperature/,
    ],
    ['50,001 characters', JSON.stringify({ ...send, content: 'x'.repeat(50_001) }), 'message_too_long', /50000/],
    ['a frame of 2 MB', JSON.stringify({ ...send, content: 'x'.repeat(2_000_000) }), 'message_too_long', /frame/],
    ['an unknown provider', JSON.stringify({ ...send, provider: 'nobody' }), 'unknown_provider', /nobody/],
    [
      'a provider of the prototype',
      JSON.stringify({ ...send, provider: 'constructor' }),
      'unknown_provider',
      /constructor/,
    ],
    ['an unknown parent', JSON.stringify({ ...send, parent_message_id: newId() }), 'message_not_found', /./],
    [
      'an unknown message to edit',
      JSON.stringify({ type: 'edit_message', message_id, content: 'a', preserve_response: true }),
      'message_not_found',
      /./,
    ],
    ['an unknown message to stop', JSON.stringify({ type: 'stop', message_id }), 'message_not_found', /./],
    ['an unknown message to select', JSON.stringify({ type: 'select_branch', message_id }), 'message_not_found', /./],
    ['an unknown answer to regenerate', JSON.stringify({ type: 'regenerate', message_id }), 'message_not_found', /./],
  ])('%s', async (_name, text, code, words) => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    browser.raw(text)
    const error = await browser.frame('error')
    expect(error.error_code).toBe(code)
    expect(error.error).toMatch(words)
    expect(unwrap(await room().messages(page)).messages).toEqual([])
    browser.say('still here', 'flow-0-1-0')
    expect(await browser.settled(2)).toHaveLength(2)
  })

  test('a newer browser: a field that the room doesn’t know is ignored, a frame that it doesn’t know changes nothing (S9)', async () => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    browser.raw(JSON.stringify({ type: 'wave', message_id, at: [1, 2] }))
    expect(await browser.frame('error')).toMatchObject({ error_code: 'invalid_message', retryable: false })
    const [error, ...others] = browser.frames.filter(({ type }) => type === 'error')
    expect([error, others]).toMatchObject([{ fields: [{ field: 'type' }] }, []])
    browser.raw(JSON.stringify({ ...send, message_id: newId(), mood: 'fine', options: { warmth: 3 } }))
    const [sent] = await browser.settled(2)
    expect(sent).toMatchObject({ content: 'hi', status: 'complete' })
    expect(JSON.stringify(unwrap(await room().messages(page)))).not.toMatch(/mood|warmth/)
  })

  test('bytes instead of text', async () => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    browser.raw(new Uint8Array([1, 2, 3]).buffer)
    expect(await browser.frame('error')).toMatchObject({ error_code: 'invalid_message' })
  })

  test('prototype keys', async () => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    browser.raw(
      `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(send).slice(1)}`,
    )
    await browser.settled(2)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(JSON.stringify(unwrap(await room().messages(page)))).not.toContain('polluted')
  })

  test('an id that another person’s message has (M1)', async () => {
    const { room } = await makeThread(place)
    const editor = await makeMember(place.project_id, 'editor')
    const [owner, other] = [await new Browser(room, place.owner).open(), await new Browser(room, editor).open()]
    const sent = owner.say('mine', 'flow-0-1-0')
    await other.settled(2)
    other.say('not mine', 'flow-0-1-0', { message_id: sent })
    expect(await other.frame('error')).toMatchObject({ error_code: 'conflict', message_id: sent })
    expect(owner.shown()[0]!.content).toBe('mine')
  })
})

test('accepts exactly 50,000 characters (M8)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('€'.repeat(50_000), 'flow-0-1-0')
  expect((await browser.settled(2))[0]!.content).toHaveLength(50_000)
})

test('closes with 4429 after 600 frames that don’t parse, not before (S5)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  for (let count = 0; count < 600; count++) browser.raw('x')
  await browser.until(() => browser.frames.filter(({ type }) => type === 'error').length === 600)
  expect(browser.closed).toBeNull()
  browser.raw('x')
  await browser.until(() => browser.closed !== null)
  expect(browser.closed!.code).toBe(4429)
})

test('limits what one person sends in a minute and says how long to wait (M8)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  const limit = Number(env.LIMIT_MESSAGES_PER_MINUTE)
  const sent = browser.say('keep', 'flow-0-1-0')
  await browser.settled(2)
  for (let count = 1; count < limit; count++)
    browser.send({ type: 'edit_message', message_id: sent, content: `text ${count}`, preserve_response: true })
  const refused = browser.say('too much', 'flow-0-1-0')
  const error = await browser.frame('error')
  expect(error).toMatchObject({ error_code: 'rate_limit_exceeded', message_id: refused, retryable: true })
  expect(error.retry_after).toBeGreaterThan(0)
  expect(error.retry_after).toBeLessThanOrEqual(60)
  expect(browser.shown()).toHaveLength(2)
})

describe('who may do what (S8)', () => {
  test('a viewer reads and is refused everything else', async () => {
    const { room } = await makeThread(place)
    const viewer = await new Browser(room, await makeMember(place.project_id, 'viewer')).open()
    const owner = await new Browser(room, place.owner).open()
    const sent = owner.say('look', 'flow-0-3-0')
    const [, answer] = await viewer.settled(2)
    const frames = [
      send,
      { type: 'edit_message', message_id: sent, content: 'x', preserve_response: false },
      { type: 'delete_message', message_id: sent },
      { type: 'regenerate', message_id: answer!.id },
      { type: 'select_branch', message_id: sent },
      { type: 'stop' },
      { type: 'withdraw', message_id: sent },
      { type: 'typing_indicator', is_typing: true },
    ]
    for (const frame of frames) {
      viewer.frames.length = 0
      viewer.raw(JSON.stringify(frame))
      expect(await viewer.frame('error')).toMatchObject({ error_code: 'forbidden' })
    }
    expect(owner.shown()).toEqual(viewer.shown())
  })

  test('a role that changes or ends is followed at once', async () => {
    const { room } = await makeThread(place)
    const editor = await new Browser(room, await makeMember(place.project_id, 'editor')).open()
    await room().memberChanged(editor.member.id, 'viewer')
    editor.raw(JSON.stringify(send))
    expect(await editor.frame('error')).toMatchObject({ error_code: 'forbidden' })
    await room().memberChanged(editor.member.id, null)
    await editor.until(() => editor.closed !== null)
    expect(editor.closed!.code).toBe(4401)
  })
})

test('closes every socket of a deleted thread with 4400, refuses what comes later, and can be brought back', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('long', 'flow-0-2000-5')
  await browser.frame('stream_chunk')
  await room().close()
  await browser.until(() => browser.closed !== null)
  expect(browser.closed).toMatchObject({ code: 4400 })
  expect(await room().messages(page)).toMatchObject({ ok: false, failure: { code: 'thread_not_found' } })
  expect(await room().send(place.owner, { ...send, type: 'send_message' })).toMatchObject({
    failure: { code: 'thread_not_found' },
  })
  expect((await room().fetch('https://room/socket', { headers: { upgrade: 'websocket' } })).status).toBe(404)
  unwrap(await room().reopen())
  expect(unwrap(await room().messages({ ...page, tree: false })).messages.map(({ status }) => status)).toEqual([
    'complete',
    'stopped',
  ])
})
