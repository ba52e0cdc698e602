import { expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { codeOf, person, talker } from '../../test/client.ts'

test('without a project or a thread there is a first project and a new thread', async () => {
  const ada = await person()
  const made = await ada.post('/chat/create-session', { message: 'Hello' })
  expect(made.status).toBe(201)
  const { items } = (await ada.get('/projects')).body
  expect(items).toMatchObject([{ name: 'First project', id: made.body.project_id }])
  const second = await ada.post('/chat/complete', { message: 'Again', provider: 'demo' })
  expect(second.body.answer).toMatchObject({ role: 'assistant', status: 'complete', provider: 'demo' })
  expect((await ada.get('/projects')).body.items).toHaveLength(1)
  expect((await ada.get('/threads')).body.total).toBe(2)
})

test('streams the frames of the turn as server-sent events', async () => {
  const ada = await talker()
  const { id } = await ada.thread((await ada.project()).id)
  const message_id = newId()
  const body = { thread_id: id, message_id, message: 'Hi', provider: 'custom', model: 'flow-0-3-0' }
  const { headers, body: text } = await ada.post('/chat/stream', body)
  expect(headers.get('content-type')).toBe('text/event-stream')
  const frames = (text as string)
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)))
  expect(frames.find((frame) => frame.type === 'new_message').message.id).toBe(message_id)
  expect(frames.at(-1)).toMatchObject({ type: 'turn', state: 'ended', outcome: 'complete' })
})

test('a viewer can’t speak, a stranger finds nothing', async () => {
  const [ada, bob, eve] = [await person(), await person('Bob'), await person('Eve')]
  const project = await ada.project()
  const { id } = await ada.thread(project.id)
  await ada.post(`/projects/${project.id}/members`, { email: bob.user.email, role: 'viewer' })
  expect(codeOf(await bob.post('/chat/complete', { thread_id: id, message: 'x' }))).toBe('403 forbidden')
  expect(codeOf(await eve.post('/chat/complete', { thread_id: id, message: 'x' }))).toBe('404 thread_not_found')
  expect(codeOf(await eve.post('/chat/stream', { project_id: project.id, message: 'x' }))).toBe('404 not_found')
})

test('an unknown provider, and a key that is somebody else’s', async () => {
  const [ada, eve] = [await talker(), await person('Eve')]
  const key_id = (await ada.get('/keys')).body.items[0].id
  const ask = (more: object) => eve.post('/chat/complete', { message: 'x', ...more })
  expect(codeOf(await ask({ provider: 'nobody', model: 'm' }))).toBe('422 unknown_provider')
  expect(codeOf(await ask({ provider: '__proto__', model: 'm' }))).toBe('422 unknown_provider')
  expect(codeOf(await ask({ key_id, model: 'm' }))).toBe('422 no_key')
  expect((await eve.get('/threads')).body.total).toBe(0)
  expect(codeOf(await eve.put('/users/settings', { default_provider: 'nobody' }))).toBe('422 unknown_provider')
  expect(codeOf(await eve.post('/projects', { name: 'P', default_provider: 'nobody' }))).toBe('422 unknown_provider')
})
