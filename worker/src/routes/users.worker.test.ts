import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { Session } from '#protocol/rest/users.ts'
import { call, Client, codeOf, eventually, PASSWORD, person, talker } from '../../test/client.ts'

const again = async (who: Client, password = PASSWORD) => {
  const login = { email: who.user.email, password, transport: 'bearer' }
  const answer = await call('POST', '/auth/login', login, {
    'user-agent': 'Second/1.0',
    'cf-connecting-ip': '192.0.2.9',
  })
  return answer.status === 200 ? new Client(answer.body) : null
}

test('a profile’s name and email; an email that is taken is refused', async () => {
  const [ada, bob] = [await person(), await person('Bob')]
  expect((await ada.put('/users/profile', { username: ' Countess ' })).body).toEqual({
    ...ada.user,
    username: 'Countess',
  })
  expect((await ada.put('/users/profile', {})).body.username).toBe('Countess')
  expect(codeOf(await ada.put('/users/profile', { email: bob.user.email.toUpperCase() }))).toBe('409 conflict')
  const email = `${newId()}@example.org`
  expect((await ada.put('/users/profile', { email })).body.email).toBe(email)
  expect((await ada.put('/users/profile', { is_admin: true, id: bob.user.id })).body).toMatchObject({
    id: ada.user.id,
    email,
  })
  const row = await env.DB.prepare('SELECT is_admin FROM users WHERE id = ?').bind(bob.user.id).first('is_admin')
  expect(row).toBe(0)
})

test('a new password ends every other session and needs the old one', async () => {
  const ada = await person()
  const second = (await again(ada))!
  const change = (current_password: string) =>
    ada.put('/users/password', { current_password, new_password: 'a new long password' })
  expect(codeOf(await change('not the password'))).toBe('401 invalid_credentials')
  expect((await second.get('/users/profile')).status).toBe(200)
  expect((await change(PASSWORD)).status).toBe(204)
  expect(codeOf(await second.get('/users/profile'))).toBe('401 unauthorized')
  expect((await ada.get('/users/profile')).status).toBe(200)
  expect(await again(ada)).toBeNull()
  expect(await again(ada, 'a new long password')).not.toBeNull()
})

test('the same password typed in another form of its letters is the same', async () => {
  const ada = await person()
  await ada.put('/users/password', { current_password: PASSWORD, new_password: 'Caf\u00e9 au lait' })
  expect(await again(ada, 'Cafe\u0301 au lait')).not.toBeNull()
})

test('settings change one by one, also two at the same moment', async () => {
  const ada = await person()
  const defaults = {
    theme: 'system',
    enter_sends: true,
    default_provider: null,
    default_model: null,
    make_titles: true,
    make_summaries: true,
    summary_provider: null,
    summary_model: null,
    favorite_models: [],
  }
  expect((await ada.get('/users/settings')).body).toEqual(defaults)
  await Promise.all([ada.put('/users/settings', { theme: 'dark' }), ada.put('/users/settings', { default_model: 'm' })])
  await ada.put('/users/settings', { make_titles: false })
  expect((await ada.get('/users/settings')).body).toEqual({
    ...defaults,
    theme: 'dark',
    default_model: 'm',
    make_titles: false,
  })
  await ada.put('/users/settings', { default_model: null })
  expect((await ada.get('/users/settings')).body.default_model).toBeNull()
})

test('sessions are listed with where they are from, and signed out one by one', async () => {
  const ada = await person()
  const second = (await again(ada))!
  const list = async () => (await ada.get('/users/sessions')).body.items as Session[]
  const other = (await list()).find((session) => !session.current)!
  expect(await list()).toHaveLength(2)
  expect(other).toMatchObject({ user_agent: 'Second/1.0', address: '192.0.2.9' })
  expect((await ada.delete(`/users/sessions/${other.id}`)).status).toBe(204)
  expect(codeOf(await second.get('/users/profile'))).toBe('401 unauthorized')
  expect(codeOf(await call('POST', '/auth/refresh', { refresh_token: second.refresh }))).toBe('401 unauthorized')
  expect(codeOf(await ada.delete(`/users/sessions/${other.id}`))).toBe('404 not_found')
  expect(await list()).toMatchObject([{ current: true }])
})

describe('usage', () => {
  test('of turns, by day, model, project and thread', async () => {
    const ada = await talker()
    const project = await ada.project('Costly')
    const thread = await ada.thread(project.id, 'Talk')
    for (const model of ['flow-0-3-0', 'flow-0-5-0', 'flow-0-5-0']) {
      await ada.post('/chat/complete', { thread_id: thread.id, message: 'Hi', provider: 'custom', model })
    }
    const rows = async (query: string) => (await ada.get(`/users/usage?${query}`)).body.items
    const [byThread] = await eventually(async () => {
      const items = await rows('group_by=thread')
      return items[0]?.calls === 3 && items
    })
    expect(byThread).toMatchObject({ group: thread.id, label: 'Talk', calls: 3, cost_usd: '0.000000000' })
    expect(byThread.total_tokens).toBe(byThread.input_tokens + byThread.output_tokens)
    expect(await rows('group_by=project')).toMatchObject([{ group: project.id, label: 'Costly', calls: 3 }])
    const models = await rows('group_by=model')
    expect(models.map((row: { group: string; calls: number }) => `${row.group} ${row.calls}`).sort()).toEqual([
      'custom/flow-0-3-0 1',
      'custom/flow-0-5-0 2',
    ])
    const today = new Date().toISOString().slice(0, 10)
    expect(await rows('')).toMatchObject([{ group: today, label: today, calls: 3 }])
    expect(await rows(`from=${today}&to=${today}`)).toHaveLength(1)
    expect(await rows('to=2020-01-01')).toEqual([])
    expect(await rows('from=2099-01-01')).toEqual([])
    expect((await (await person()).get('/users/usage')).body.items).toEqual([])
  })

  test('sums billionths of a dollar exactly', async () => {
    const ada = await person()
    const insert = env.DB.prepare(
      `INSERT INTO usage (user_id, id, project_id, thread_id, message_id, provider, model, purpose, input_tokens,
        cached_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, total_tokens, source, cost_nano, created_at)
       VALUES (?1, ?2, 'p', 't', 'm', 'openai', 'm', 'turn', 1, 0, 0, 1, 0, 2, 'reported', ?3, ?4)`,
    )
    const costs = [100_000_001, 200_000_002, null]
    await env.DB.batch(costs.map((cost) => insert.bind(ada.user.id, newId(), cost, new Date().toISOString())))
    const { items } = (await ada.get('/users/usage?group_by=model')).body
    expect(items).toMatchObject([{ group: 'openai/m', calls: 3, cost_usd: '0.300000003' }])
  })
})

test('when the only admin leaves, the oldest account that is left is the admin', async () => {
  await env.DB.prepare('UPDATE users SET is_admin = 0').run()
  const [ada, bob] = [await person(), await person('Bob')]
  await env.DB.prepare(`UPDATE users SET created_at = '2000' WHERE id = ?`).bind(bob.user.id).run()
  await env.DB.prepare('UPDATE users SET is_admin = 1 WHERE id = ?').bind(ada.user.id).run()
  await ada.delete('/users/me', { password: PASSWORD })
  expect((await bob.get('/users/profile')).body.is_admin).toBe(true)
})

test('a deleted account leaves shared projects, their threads and what it said in them', async () => {
  const [ada, bob] = [await talker(), await person('Bob')]
  const project = await ada.project()
  await ada.post(`/projects/${project.id}/members`, { email: bob.user.email, role: 'owner' })
  const { id } = await ada.thread(project.id)
  await ada.post('/chat/complete', { thread_id: id, message: 'I was here', provider: 'custom', model: 'flow-0-1-0' })
  await ada.delete('/users/me', { password: PASSWORD })
  const { messages } = (await bob.get(`/threads/${id}/messages`)).body
  expect(messages[0]).toMatchObject({ content: 'I was here', author: { name: 'Ada' } })
  expect((await bob.get(`/projects/${project.id}/members`)).body.items).toMatchObject([{ username: 'Bob' }])
})
