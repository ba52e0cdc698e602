import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { Message } from '#protocol/message.ts'
import type { ThreadList } from '#protocol/rest/threads.ts'
import { codeOf, eventually, ORIGIN, person, talker, type Answer, type Client } from '../../test/client.ts'

const titles = (answer: Answer<ThreadList>) => answer.body.threads.map((thread) => thread.title)
const say = (who: Client, thread_id: string, message: string, model = 'flow-0-3-0') =>
  who.post('/chat/complete', { thread_id, message, provider: 'custom', model })
const messagesOf = async (who: Client, id: string, query = '') =>
  (await who.get(`/threads/${id}/messages${query}`)).body.messages as Message[]

test('make, rename, read, archive, delete, restore', async () => {
  const ada = await person()
  const project = await ada.project()
  const made = await ada.post('/threads', { project_id: project.id })
  expect(made.status).toBe(201)
  expect(made.body.websocket_url).toBe(`wss://${new URL(ORIGIN).host}/ws/chat/${made.body.id}`)
  const path = `/threads/${made.body.id}`
  expect((await ada.patch(path, { title: 'Renamed' })).body).toMatchObject({ title: 'Renamed', title_source: 'person' })
  expect(titles(await ada.get('/threads?search=NAMED'))).toEqual(['Renamed'])
  expect((await ada.post(`${path}/archive`)).body.archived).toBe(true)
  expect(titles(await ada.get('/threads'))).toEqual([])
  expect(titles(await ada.get('/threads?include_archived=true'))).toEqual(['Renamed'])
  expect((await ada.post(`${path}/archive`, { archived: false })).body.archived).toBe(false)
  expect((await ada.delete(path)).status).toBe(204)
  expect(codeOf(await ada.get(path))).toBe('404 thread_not_found')
  expect(codeOf(await ada.delete(path))).toBe('404 thread_not_found')
  expect(codeOf(await ada.get(`${path}/messages`))).toBe('404 thread_not_found')
  expect(titles(await ada.get('/threads?include_archived=true'))).toEqual([])
  expect((await ada.post(`${path}/restore`)).body.title).toBe('Renamed')
  expect((await ada.get(path)).body).toMatchObject({ title: 'Renamed', unread: 0, last_message: null })
})

test('search takes text as it is, in every alphabet', async () => {
  const ada = await person()
  const project = await ada.project()
  for (const title of ['100% done', '100 done', 'snake_case', 'ÄRGER im Büro', 'a'.repeat(150)])
    await ada.thread(project.id, title)
  const found = async (text: string) => titles(await ada.get(`/threads?search=${encodeURIComponent(text)}`))
  expect(await found('100%')).toEqual(['100% done'])
  expect(await found('e_c')).toEqual(['snake_case'])
  expect(await found('ärger IM bü')).toEqual(['ÄRGER im Büro'])
  expect(await found('a'.repeat(120))).toEqual(['a'.repeat(150)])
  expect(await found("' OR 1=1 --")).toEqual([])
})

describe('pages', () => {
  test('neither skip nor repeat while threads arrive, in both orders', async () => {
    const ada = await person()
    const project = await ada.project()
    for (let at = 0; at < 6; at++) await ada.thread(project.id, `t${at}`)
    for (const [order, sort_by] of [
      ['desc', 'created'],
      ['asc', 'created'],
      ['desc', 'activity'],
      ['desc', 'updated'],
    ]) {
      const before = titles(await ada.get(`/threads?limit=100&order=${order}&sort_by=${sort_by}`))
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null && seen.length < 40;) {
        const query = `/threads?limit=2&order=${order}&sort_by=${sort_by}${cursor && `&cursor=${cursor}`}`
        const page: Answer<ThreadList> = await ada.get(query)
        seen.push(...titles(page))
        cursor = page.body.next_cursor
        if (seen.length <= 4) await ada.thread(project.id, `${order} ${sort_by} ${seen.length}`)
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.slice(0, before.length)).toEqual(before)
    }
  })

  test('by offset, with the total', async () => {
    const ada = await person()
    const project = await ada.project()
    for (let at = 0; at < 5; at++) await ada.thread(project.id, `t${at}`)
    const page = await ada.get(`/threads?project_id=${project.id}&limit=2&offset=3&sort_by=created&order=asc`)
    expect(page.body).toMatchObject({ total: 5, has_more: false, next_cursor: null })
    expect(titles(page)).toEqual(['t3', 't4'])
    const conversations = await ada.get(`/projects/${project.id}/conversations?limit=2`)
    expect(conversations.body.total).toBe(5)
    expect(conversations.body.items).toHaveLength(2)
  })

  test('a cursor of another order is refused', async () => {
    const ada = await person()
    const project = await ada.project()
    for (let at = 0; at < 3; at++) await ada.thread(project.id)
    const { next_cursor } = (await ada.get('/threads?limit=1')).body
    expect(codeOf(await ada.get(`/threads?limit=1&order=asc&cursor=${next_cursor}`))).toBe('400 invalid_request')
  })
})

describe('messages', () => {
  test('a first message starts its turn and gives the thread its provisional title', async () => {
    const ada = await talker()
    const project = await ada.project()
    const first = { project_id: project.id, initial_message: 'How are you?', provider: 'custom', model: 'flow-0-3-0' }
    const made = await ada.post('/threads', first)
    expect(made.status).toBe(201)
    expect(made.body.title).toBe('How are you?')
    const [question] = await messagesOf(ada, made.body.id)
    expect(question).toMatchObject({ role: 'user', content: 'How are you?', author: { id: ada.user.id, name: 'Ada' } })
    const row = await eventually(async () => {
      const thread = (await ada.get('/threads')).body.threads[0]
      return thread.last_message?.is_user === false && thread
    })
    expect(row).toMatchObject({ message_count: 2, unread: 2 })
  })

  test('a first message that is refused leaves no thread', async () => {
    const ada = await person()
    const project = await ada.project()
    const wrong = { project_id: project.id, initial_message: 'Hi', provider: 'nobody' }
    expect(codeOf(await ada.post('/threads', wrong))).toBe('422 unknown_provider')
    expect(codeOf(await ada.post('/threads', { ...wrong, provider: undefined, key_id: newId() }))).toBe('422 no_key')
    expect((await ada.get('/threads')).body.total).toBe(0)
  })

  test('edit, older texts, delete', async () => {
    const ada = await talker()
    const { id } = await ada.thread((await ada.project()).id)
    const { message, answer } = (await say(ada, id, 'First')).body
    const edited = await ada.patch(`/messages/${message.id}`, { content: 'Second' })
    expect(edited.body).toMatchObject({ id: message.id, content: 'Second' })
    const { items } = (await ada.get(`/messages/${message.id}/edits`)).body
    expect(items).toMatchObject([{ content: 'First', author_id: ada.user.id }])
    expect(codeOf(await ada.patch(`/messages/${answer.id}`, { content: 'x' }))).toBe('409 message_not_editable')
    expect((await ada.delete(`/messages/${answer.id}`)).status).toBe(204)
    expect((await messagesOf(ada, id)).map((each) => each.content)).toEqual(['Second'])
    expect(codeOf(await ada.patch(`/messages/${newId()}`, { content: 'x' }))).toBe('404 message_not_found')
    expect(codeOf(await ada.patch('/messages/nonsense', { content: 'x' }))).toBe('404 message_not_found')
  })

  test('a fork has its own copy of the branch up to a message', async () => {
    const ada = await talker()
    const { id } = await ada.thread((await ada.project()).id, 'Origin')
    const first = (await say(ada, id, 'One')).body
    await say(ada, id, 'Two')
    const fork = (await ada.post(`/threads/${id}/fork`, { message_id: first.answer.id })).body
    expect(fork.title).toBe('Origin (fork)')
    const copied = await messagesOf(ada, fork.id)
    expect(copied.map((each) => each.content)).toEqual(['One', first.answer.content])
    expect(copied[1]!.parent_message_id).toBe(copied[0]!.id)
    expect(copied.every((each) => each.thread_id === fork.id && each.id !== first.message.id)).toBe(true)
    const whole = (await ada.post(`/threads/${id}/fork`)).body
    expect(await messagesOf(ada, whole.id)).toHaveLength(4)
    expect((await ada.get('/threads?search=fork')).body.threads).toMatchObject([
      { message_count: 4 },
      { message_count: 2 },
    ])
    expect((await ada.patch(`/messages/${copied[0]!.id}`, { content: 'Uno' })).status).toBe(200)
    expect((await messagesOf(ada, id))[0]!.content).toBe('One')
    expect(codeOf(await ada.post(`/threads/${id}/fork`, { message_id: newId() }))).toBe('404 message_not_found')
  })

  test('how much of the window is used', async () => {
    const ada = await talker()
    const { id } = await ada.thread((await ada.project()).id)
    await say(ada, id, 'Hello')
    const { body } = await ada.get(`/threads/${id}/context`)
    expect(body.used).toBeGreaterThan(0)
    expect(body.severity).toBe('ok')
  })
})

test('a deleted project takes its threads out of every list and closes their rooms', async () => {
  const ada = await person()
  const project = await ada.project()
  const { id } = await ada.thread(project.id)
  await ada.delete(`/projects/${project.id}`)
  expect((await ada.get('/threads')).body.total).toBe(0)
  expect(codeOf(await ada.get(`/threads/${id}`))).toBe('404 thread_not_found')
  expect(codeOf(await ada.post(`/threads/${id}/restore`))).toBe('404 thread_not_found')
})

test('a deleted account takes the rooms and rows of its projects along', async () => {
  const ada = await talker()
  const { id } = await ada.thread((await ada.project()).id)
  const { message } = (await say(ada, id, 'Remember me')).body
  await eventually(() => env.DB.prepare('SELECT 1 FROM messages WHERE id = ?').bind(message.id).first())
  expect(codeOf(await ada.delete('/users/me', { password: 'not the password' }))).toBe('401 invalid_credentials')
  expect((await ada.delete('/users/me', { password: 'correct horse battery staple' })).status).toBe(204)
  expect(codeOf(await ada.get('/users/profile'))).toBe('401 unauthorized')
  for (const [table, column, value] of [
    ['messages', 'thread_id', id],
    ['threads', 'id', id],
    ['users', 'id', ada.user.id],
    ['usage', 'user_id', ada.user.id],
    ['keys', 'user_id', ada.user.id],
    ['sessions', 'user_id', ada.user.id],
  ]) {
    const { results } = await env.DB.prepare(`SELECT 1 FROM ${table} WHERE ${column} = ?`).bind(value).all()
    expect(results, table).toEqual([])
  }
})
