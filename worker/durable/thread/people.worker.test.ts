import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { flowText } from '../../../e2e/provider/script.ts'
import { unwrap } from '../../src/lib/error.ts'
import { newId } from '#protocol/ids.ts'
import { Browser, makeMember, makePlace, makeThread, sleep, type Place } from '../../test/room.ts'
import type { Member } from '../../src/doors.ts'
import type { Attachment } from '../shared/sockets.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

test('shows everyone the same stream, who is here, who types, and how far they have read', async () => {
  const { room } = await makeThread(place)
  const guest = await makeMember(place.project_id, 'editor')
  const [one, tab, two] = [new Browser(room, place.owner), new Browser(room, place.owner), new Browser(room, guest)]
  await one.open()
  await tab.open()
  await two.open()
  await one.until(() => one.state.people.length === 2)
  expect(one.state.people.map(({ id }) => id).sort()).toEqual([place.owner.id, guest.id].sort())
  two.send({ type: 'typing_indicator', is_typing: true })
  await one.until(() => one.state.typing.some(({ id }) => id === guest.id))
  expect(two.state.typing).toEqual([])
  one.say('for all of us', 'flow-0-30-2')
  await Promise.all([one.settled(2), two.settled(2), tab.settled(2)])
  expect(two.state.byId).toEqual(one.state.byId)
  expect(tab.shown()[1]!.content).toBe(flowText(30))
  two.send({ type: 'read', seq: two.state.seq })
  await one.until(() => one.state.people.some(({ id, read_seq }) => id === guest.id && read_seq === two.state.seq))
  two.cut()
  await one.until(() => one.state.people.length === 1)
})

test('follows one turn as server-sent events until it has ended', async () => {
  const { room } = await makeThread(place)
  const message_id = newId()
  const frame = {
    type: 'send_message',
    message_id,
    content: 'over HTTP',
    provider: 'custom',
    model: 'flow-0-8-1',
  } as const
  const stream = unwrap(await room().stream(place.owner, frame))
  const text = await new Response(stream).text()
  const events = text
    .trim()
    .split('\n\n')
    .map((event) => event.split('\n'))
  expect(events[0]).toEqual(['event: new_message', expect.stringContaining(message_id)])
  expect(events.at(-1)).toEqual(['event: turn', expect.stringContaining('"outcome":"complete"')])
  const chunks = events
    .filter(([name]) => name === 'event: stream_chunk')
    .map(([, data]) => (JSON.parse(data!.slice(6)) as { chunk: string }).chunk)
  expect(chunks.join('')).toBe(flowText(8))
})

test('answers a whole turn in one piece', async () => {
  const { room } = await makeThread(place)
  const frame = {
    type: 'send_message',
    message_id: newId(),
    content: 'all at once',
    provider: 'custom',
    model: 'flow-0-8-1',
  } as const
  const { message, answer } = unwrap(await room().complete(place.owner, frame))
  expect(message.content).toBe('all at once')
  expect(answer).toMatchObject({ content: flowText(8), status: 'complete', parent_message_id: message.id })
  // asked again under the same id: the same answer, at once and not for ever awaited
  expect(unwrap(await room().complete(place.owner, frame)).answer).toEqual(answer)
  expect(await new Response(unwrap(await room().stream(place.owner, frame))).text()).toBe('')
})

test('answers a close with a close, so that nobody waits for it', async () => {
  const { room } = await makeThread(place)
  const response = await room().fetch('https://room/socket', {
    headers: { upgrade: 'websocket', 'x-edgewise-member': encodeURIComponent(JSON.stringify(place.owner)) },
  })
  const socket = response.webSocket!
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', (event) => resolve(event.code)))
  socket.accept()
  socket.close(1000, 'bye')
  expect(await closed).toBe(1000)
})

test('looks a session up again after a minute, of those who only listen too, and closes what has ended (S8)', async () => {
  const { room } = await makeThread(place)
  // a session is looked up by what D1 knows of the thread
  await room().change({ archived: false })
  const listener = await new Browser(room, await makeMember(place.project_id, 'viewer')).open()
  const owner = await new Browser(room, place.owner).open()
  await env.DB.prepare('DELETE FROM sessions WHERE id = ?').bind(listener.member.session_id).run()
  await runInDurableObject(room(), (_room, state) => {
    for (const socket of state.getWebSockets()) {
      const attachment = socket.deserializeAttachment() as Attachment<Member>
      socket.serializeAttachment({ ...attachment, checked_at: Date.now() - 61_000 })
    }
  })
  await sleep(300)
  await evictDurableObject(room())
  owner.say('anyone there?', 'flow-0-3-0')
  await listener.until(() => listener.closed !== null)
  expect(listener.closed!.code).toBe(4401)
  await owner.settled(2)
  expect(owner.closed).toBeNull()
})
