import { beforeAll, describe, expect, test } from 'vitest'
import { flowText } from '../../../e2e/provider/script.ts'
import { Browser, makePlace, makeThread, type Place } from '../../test/room.ts'
import { newId } from '#protocol/ids.ts'
import { unwrap } from '../../src/lib/error.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

describe('a conversation', () => {
  test('streams an answer, names its end, and gives every change the next seq (S2, T5)', async () => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    const sent = browser.say('hello', 'flow-0-40-2')
    const shown = await browser.settled(2)
    expect(shown.map(({ role, content, status }) => [role, content, status])).toEqual([
      ['user', 'hello', 'complete'],
      ['assistant', flowText(40), 'complete'],
    ])
    const seqs = browser.frames.flatMap((frame) =>
      'seq' in frame && frame.type !== 'connection_established' ? [frame.seq] : [],
    )
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    const end = await browser.frame('turn', (frame) => frame.state === 'ended')
    expect(end).toMatchObject({ user_message_id: sent, outcome: 'complete', queue: [] })
    const last = await browser.frame('stream_chunk', (frame) => frame.is_final)
    expect(last).toMatchObject({ finish_reason: 'complete', usage: { output_tokens: 40, source: 'reported' } })
    expect(browser.gaps).toBe(0)
  })

  test('does nothing the second time a message id comes (M1)', async () => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    const message_id = newId()
    browser.say('once', 'flow-0-3-0', { message_id })
    browser.say('once', 'flow-0-3-0', { message_id })
    await browser.settled(2)
    browser.say('once', 'flow-0-3-0', { message_id })
    browser.say('next', 'flow-0-3-0')
    const shown = await browser.settled(4)
    expect(shown.map((one) => one.content)).toEqual(['once', flowText(3), 'next', flowText(3)])
  })

  test('queues what is sent while an answer streams, in order, and can take it back (T1, T2)', async () => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    browser.say('one', 'flow-50-20-5')
    browser.say('two', 'flow-0-3-0')
    const third = browser.say('three', 'flow-0-3-0')
    browser.say('four', 'flow-0-3-0')
    await browser.until(() => browser.state.queue.length === 3)
    browser.send({ type: 'withdraw', message_id: third })
    const shown = await browser.settled(6)
    expect(shown.map((one) => one.content)).toEqual(['one', flowText(20), 'two', flowText(3), 'four', flowText(3)])
    expect(browser.state.byId[third]).toBeUndefined()
    const rest = await room().messages({ limit: 50, include_deleted: false, tree: false })
    expect(rest.ok && rest.value.messages.map((one) => one.id)).toEqual(shown.map((one) => one.id))
  })

  test('shows what waits after the branch’s end, in the queue’s order, and places it when its turn begins (M3)', async () => {
    const { room } = await makeThread(place)
    const browser = await new Browser(room, place.owner).open()
    browser.say('one', 'flow-50-40-10')
    const waiting = [browser.say('two', 'flow-0-3-0'), browser.say('three', 'flow-0-3-0')]
    await browser.until(() => browser.state.queue.length === 2)
    const late = await new Browser(room, place.owner).open(null)
    const { messages } = (await late.frame('connection_established')).snapshot!
    expect(messages.slice(-2).map(({ id, status }) => [id, status])).toEqual(waiting.map((id) => [id, 'queued']))
    const rest = unwrap(await room().messages({ limit: 50, include_deleted: false, tree: false }))
    expect(rest.messages.slice(-2).map((one) => one.id)).toEqual(waiting)
    const shown = await late.settled(6)
    const placed = late.frames.flatMap((frame) => (frame.type === 'message_updated' ? [frame.message] : []))
    expect(placed.map((one) => [one.id, one.status, one.parent_message_id])).toEqual(
      waiting.map((id, index) => [id, 'complete', shown[1 + 2 * index]!.id]),
    )
    expect(shown.map((one) => one.content)).toEqual(['one', flowText(40), 'two', flowText(3), 'three', flowText(3)])
  })
})
