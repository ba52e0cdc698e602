import { beforeEach, describe, expect, test } from 'vitest'
import type { ThreadSummary } from '#protocol/thread.ts'
import { flowText } from '../../../e2e/provider/script.ts'
import { eventually, person, talker, type Client } from '../../test/client.ts'
import { PersonSocket } from '../../test/person-socket.ts'

let ada: Client
let ben: Client
let project_id: string

beforeEach(async () => {
  ada = await talker('Ada')
  ben = await person('Ben')
  project_id = (await ada.project()).id
  await ada.post(`/projects/${project_id}/members`, { email: ben.user.email, role: 'viewer' })
})

const say = (thread_id: string, message: string, model: string) =>
  ada.post('/chat/complete', { thread_id, message, provider: 'custom', model })

/** Ben's list of the project. */
const listed = async () => (await ben.get(`/threads?project_id=${project_id}`)).body.threads as ThreadSummary[]

describe('a person hears how their lists change (P3)', () => {
  test('a thread that somebody else makes, its turn from begin to end, its last words and what they have not read', async () => {
    const bens = await PersonSocket.open(ben)
    const thread = await ada.thread(project_id, 'Tides')
    await bens.frame('thread_changed', (frame) => frame.thread.id === thread.id && frame.thread.title === 'Tides')
    await say(thread.id, 'When is high water?', 'flow-0-200-5')
    const ended = await bens.frame('thread_changed', ({ thread: { unread, running } }) => unread === 2 && !running)
    expect(ended.thread.last_message).toMatchObject({ is_user: false, content: flowText(200).slice(0, 200) })
    expect(bens.of(thread.id).map(({ running }) => running)).toEqual([false, true, false])
    // as the lists have it, to the letter
    expect(await listed()).toEqual([ended.thread])
  })

  test('what a turn streams is told to nobody here: three frames for a turn, whatever its length', async () => {
    const thread = await ada.thread(project_id)
    const bens = await PersonSocket.open(ben)
    await say(thread.id, 'a lot', 'flow-0-400-4')
    await bens.frame('thread_changed', (frame) => frame.thread.unread === 2)
    expect(bens.of(thread.id).length).toBeLessThanOrEqual(3)
  })

  test('a title, the archive, and back', async () => {
    const thread = await ada.thread(project_id)
    const bens = await PersonSocket.open(ben)
    await ada.patch(`/threads/${thread.id}`, { title: 'Neap tides' })
    await bens.frame('thread_changed', (frame) => frame.thread.title === 'Neap tides')
    await ada.post(`/threads/${thread.id}/archive`)
    await bens.frame('thread_changed', (frame) => frame.thread.archived)
    await ada.post(`/threads/${thread.id}/archive`, { archived: false })
    await expect.poll(() => bens.of(thread.id).at(-1)?.archived).toBe(false)
  })

  test('a thread that is deleted, last, and restored', async () => {
    const thread = await ada.thread(project_id)
    const bens = await PersonSocket.open(ben)
    ada.post('/chat/complete', { thread_id: thread.id, message: 'long', provider: 'custom', model: 'flow-0-900-20' })
    await bens.frame('thread_changed', (frame) => frame.thread.running)
    await ada.delete(`/threads/${thread.id}`)
    await bens.frame('thread_deleted', (frame) => frame.thread_id === thread.id && frame.project_id === project_id)
    await scheduler.wait(500)
    expect(bens.frames.at(-1)!.type).toBe('thread_deleted')
    const known = bens.frames.length
    await ada.post(`/threads/${thread.id}/restore`)
    await expect
      .poll(() => bens.frames.slice(known))
      .toMatchObject([{ type: 'thread_changed', thread: { running: false } }])
  })

  test('a read mark, in the reader’s own lists only', async () => {
    const thread = await ada.thread(project_id)
    await say(thread.id, 'hello', 'flow-0-3-0')
    await eventually(async () => (await listed()).at(0)!.unread === 2)
    const [bens, adas] = [await PersonSocket.open(ben), await PersonSocket.open(ada)]
    expect(bens.greeting.unread).toEqual({ [thread.id]: 2 })
    const answer = await ben.socket(thread.id)
    answer.send(JSON.stringify({ type: 'read', seq: 0 }))
    await bens.frame('thread_changed', (frame) => frame.thread.unread === 0)
    answer.close(1000)
    expect(adas.of(thread.id)).toEqual([])
  })

  test('a project that is shared, changed, and deleted; with their own role in it', async () => {
    const bens = await PersonSocket.open(ben)
    const shared = await ada.project('Shared')
    await ada.post(`/projects/${shared.id}/members`, { email: ben.user.email, role: 'viewer' })
    const first = await bens.frame('project_changed')
    expect(first.project).toEqual((await ben.get(`/projects/${shared.id}`)).body)
    await ada.post(`/projects/${shared.id}/members`, { email: ben.user.email, role: 'editor' })
    await bens.frame('project_changed', (frame) => frame.project.role === 'editor')
    await ada.patch(`/projects/${shared.id}`, { name: 'Renamed' })
    await bens.frame('project_changed', (frame) => frame.project.name === 'Renamed' && frame.project.role === 'editor')
    await ada.delete(`/projects/${shared.id}`)
    await bens.frame('project_deleted', (frame) => frame.project_id === shared.id)
  })
})

describe('nobody hears of what they can’t read (P4)', () => {
  test('a stranger hears nothing, and a member who was removed no more', async () => {
    const cleo = await person('Cleo')
    const [bens, cleos] = [await PersonSocket.open(ben), await PersonSocket.open(cleo)]
    const thread = await ada.thread(project_id)
    await bens.frame('thread_changed')
    await ada.delete(`/projects/${project_id}/members/${ben.user.id}`)
    await bens.frame('project_deleted', (frame) => frame.project_id === project_id)
    const known = bens.frames.length
    const adas = await PersonSocket.open(ada)
    await say(thread.id, 'for us alone', 'flow-0-20-5')
    await ada.patch(`/projects/${project_id}`, { name: 'Ours' })
    await ada.patch(`/threads/${thread.id}`, { title: 'Ours' })
    await ada.delete(`/threads/${thread.id}`)
    await adas.frame('thread_deleted')
    await scheduler.wait(300)
    expect(bens.frames.slice(known)).toEqual([])
    expect(cleos.frames.slice(1)).toEqual([])
    const again = await PersonSocket.open(ben, bens.seq)
    expect([again.greeting.running, again.greeting.unread]).toEqual([[], {}])
    // what they had heard before is theirs still; nothing of what came after is replayed
    expect(again.frames).toHaveLength(1)
  })

  test('an account that is gone takes its socket along, and its projects leave the lists of others', async () => {
    const bens = await PersonSocket.open(ben)
    const adas = await PersonSocket.open(ada)
    await ada.delete('/users/me', { password: 'correct horse battery staple' })
    await bens.frame('project_deleted', (frame) => frame.project_id === project_id)
    await expect.poll(() => adas.closed).toBe(4400)
  })
})
