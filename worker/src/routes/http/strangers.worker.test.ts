import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { Operation } from '#protocol/rest/operation.ts'
import { operations } from '#protocol/rest/operations.ts'
import { call, codeOf, person, talker, type Client } from '../../../test/client.ts'

const all = Object.values(operations).flat()
const title = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`
const person_only = all.filter((each) => each.access !== 'none')
const withId = person_only.filter((each) => each.access === 'person' && /:\w+_id/.test(each.path))
const admins_only = all.filter((each) => each.access === 'admin')

describe('nobody without an account gets past the door', () => {
  test.each(person_only.map((each) => [title(each), each] as const))('%s', async (_, { method, path }) => {
    const answer = await call(method.toUpperCase(), path.replace(/:\w+/g, newId()), method === 'get' ? undefined : {})
    expect(codeOf(answer)).toBe('401 unauthorized')
  })
})

describe('what admins may, nobody else may', () => {
  test.each(admins_only.map((each) => [title(each), each] as const))('%s', async (_, { method, path }) => {
    await person('Admin')
    const eve = await person('Eve')
    const body = method === 'get' ? undefined : {}
    const mine = await eve.call(method.toUpperCase(), path.replace(/:\w+/g, eve.user.id), body)
    expect(codeOf(mine)).toBe('403 forbidden')
  })
})

describe('what is somebody else’s isn’t there', () => {
  let eve: Client
  let ids: Record<string, string>

  beforeAll(async () => {
    const ada = await talker()
    eve = await person('Eve')
    const project = await ada.project()
    const thread = await ada.thread(project.id)
    const said = { thread_id: thread.id, message: 'Hi', provider: 'custom', model: 'flow-0-1-0' }
    const { message } = (await ada.post('/chat/complete', said)).body
    const [session] = (await ada.get('/users/sessions')).body.items
    const [key] = (await ada.get('/keys')).body.items
    const token = (await ada.post('/tokens', { name: 'Mine', scopes: ['v1'] })).body
    ids = {
      tool_call_id: 'call_1',
      project_id: project.id,
      thread_id: thread.id,
      message_id: message.id,
      user_id: ada.user.id,
      session_id: session.id,
      key_id: key.id,
      token_id: token.id,
    }
  })

  const filled = (path: string) =>
    path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? expect.fail(`this test has no ${name}: add one to ids`))

  // A right body and a wrong one: that something is there must not show in how its body is refused either.
  test.each(withId.map((each) => [title(each), each] as const))('%s', async (_, { method, path }) => {
    for (const body of method === 'get' ? [undefined] : [{}, '{not JSON', { content: 'x', name: 'x', title: 'x' }]) {
      const answer = await eve.call(method.toUpperCase(), filled(path), body)
      expect([answer.status, answer.body.error.code]).toEqual([404, expect.stringMatching(/not_found$/)])
      const nowhere = path.replace(/:\w+/g, newId())
      const missing = await eve.call(method.toUpperCase(), nowhere, body)
      expect({ ...missing.body.error, request_id: '' }).toEqual({ ...answer.body.error, request_id: '' })
    }
  })

  test('ids in bodies and queries', async () => {
    const { project_id, thread_id, key_id } = ids
    const answers = [
      await eve.get(`/threads?project_id=${project_id}`),
      await eve.post('/threads', { project_id }),
      await eve.post('/chat/create-session', { project_id, message: 'x' }),
      await eve.post('/chat/complete', { thread_id, message: 'x' }),
      await eve.post('/chat/stream', { thread_id, message: 'x' }),
      await eve.get(`/providers/custom/models?key_id=${key_id}`),
      await eve.post('/tokens', { name: 'x', scopes: ['v1'], project_id }),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404, 404])
    const mine = await eve.project()
    expect(codeOf(await eve.post('/threads', { project_id: mine.id, key_id, model: 'm' }))).toBe('422 no_key')
  })
})
