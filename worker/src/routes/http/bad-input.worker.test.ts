import { SELF } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import { call, codeOf, ORIGIN, PASSWORD, person, type Client } from '../../../test/client.ts'

let ada: Client
let projectId: string
let threadId: string

beforeAll(async () => {
  ada = await person()
  projectId = (await ada.project()).id
  threadId = (await ada.thread(projectId)).id
})

const fieldsOf = (answer: { body: { error: { details?: { fields: { field: string }[] } } } }) =>
  answer.body.error.details?.fields.map((each) => each.field)

describe('bodies', () => {
  test('not JSON, no JSON type, nothing, a list', async () => {
    const post = (body: string | undefined, type?: string) =>
      ada.call('POST', '/projects', body, type ? { 'content-type': type } : {})
    expect(codeOf(await post('{"name":'))).toBe('400 invalid_request')
    expect(fieldsOf(await post('{"name":'))).toEqual(['body'])
    expect(codeOf(await post(''))).toBe('400 invalid_request')
    expect(codeOf(await post('[]'))).toBe('400 invalid_request')
    expect(codeOf(await post('null'))).toBe('400 invalid_request')
    expect(codeOf(await post('{"name":"x"}', 'text/plain'))).toBe('415 unsupported_media_type')
    expect(codeOf(await post('name=x', 'application/x-www-form-urlencoded'))).toBe('415 unsupported_media_type')
    expect(codeOf(await post('{"name":"x"}', 'application/jsonx'))).toBe('415 unsupported_media_type')
    expect((await post('{"name":"x"}', 'application/json; charset=utf-8')).status).toBe(201)
  })

  test('over a megabyte, announced or not', async () => {
    expect(codeOf(await ada.post('/projects', { name: 'x', description: 'x'.repeat(1_000_001) }))).toBe(
      '413 payload_too_large',
    )
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536
        if (sent > 40_000_000) controller.close()
        else controller.enqueue(new Uint8Array(65_536).fill(120))
      },
    })
    const headers = { authorization: `Bearer ${ada.access}`, 'content-type': 'application/json' }
    const answer = await SELF.fetch(`${ORIGIN}/api/v1/projects`, { method: 'POST', body: endless, headers })
    expect(answer.status).toBe(413)
    await answer.text()
    expect(sent).toBeLessThan(4_000_000)
  })

  test('40 MB', async () => {
    const answer = await ada.call('POST', '/projects', `{"name":"${'x'.repeat(40_000_000)}"}`)
    expect(codeOf(answer)).toBe('413 payload_too_large')
  })

  test('nested a hundred thousand times', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(codeOf(await ada.call('POST', '/projects', `{"name":${deep}}`))).toBe('400 invalid_request')
  })

  test('keys of prototypes are keys like any other', async () => {
    const evil = '{"name":"P","__proto__":{"is_admin":true},"constructor":{"prototype":{"polluted":1}},"toString":1}'
    const made = await ada.call('POST', '/projects', evil)
    expect(made.status).toBe(201)
    expect(Object.keys(made.body)).not.toContain('constructor')
    await ada.call('PUT', '/users/settings', '{"theme":"dark","__proto__":{"polluted":1},"constructor":1}')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const stored = env.DB.prepare('SELECT settings FROM users WHERE id = ?').bind(ada.user.id)
    expect(await stored.first('settings')).toBe('{"theme":"dark"}')
    expect(codeOf(await ada.get('/providers/__proto__/models'))).toBe('404 not_found')
    expect(codeOf(await ada.get('/providers/constructor/models'))).toBe('404 not_found')
  })
})

/** Wrong values for each field of a project. */
const wrong = {
  name: [1, null, '', '   ', 'x'.repeat(101), {}, []],
  description: [1, 'x'.repeat(2001), null],
  instructions: [1, 'x'.repeat(20_001)],
  template: ['rails', 1],
  color: ['red', '#12345', 1],
  archived: ['true', 1],
  default_provider: [1, 'x'.repeat(51)],
  default_model: [1, 'x'.repeat(201)],
}

describe('each field is named when it is wrong', () => {
  test.each(Object.entries(wrong))('project %s', async (field, values) => {
    const before = (await ada.get('/projects?limit=200')).body.items.length
    for (const value of values) {
      const made = await ada.post('/projects', { name: 'Right', [field]: value })
      expect(codeOf(made), JSON.stringify(value)).toBe('400 invalid_request')
      expect(new Set(fieldsOf(made))).toEqual(new Set([field]))
      expect(codeOf(await ada.patch(`/projects/${projectId}`, { [field]: value }))).toBe('400 invalid_request')
    }
    expect((await ada.get('/projects?limit=200')).body.items).toHaveLength(before)
  })

  const right = { username: 'Ada', email: 'right@example.org', password: PASSWORD }
  test.each([
    ['username', ['', 'x', 'x'.repeat(51), 1, null, 'a\u0000b', 'a\u202eb']],
    ['email', ['', 'nobody', 'a@b', 1, null, `${'x'.repeat(250)}@example.org`]],
    ['password', ['', 'short', 'x'.repeat(201), 1, null]],
    ['transport', ['pigeon', 1]],
  ])('account %s', async (field, values) => {
    for (const value of values) {
      const answer = await call('POST', '/auth/register', { ...right, [field]: value })
      expect(codeOf(answer), JSON.stringify(value)).toBe('400 invalid_request')
      expect(new Set(fieldsOf(answer))).toEqual(new Set([field]))
    }
    expect(codeOf(await call('POST', '/auth/login', { email: right.email, password: PASSWORD }))).toBe(
      '401 invalid_credentials',
    )
  })

  test.each([
    ['initial_message', ['', '  ', 'x'.repeat(50_001), 1]],
    ['title', ['', 'x'.repeat(201), 1]],
    ['project_id', ['x', 1, null, '']],
    ['key_id', ['x', 1]],
    ['provider', ['', 1]],
    ['model', ['', 'x'.repeat(201)]],
  ])('thread %s', async (field, values) => {
    for (const value of values) {
      const answer = await ada.post('/threads', { project_id: projectId, [field]: value })
      expect(codeOf(answer), JSON.stringify(value)).toBe('400 invalid_request')
      expect(new Set(fieldsOf(answer))).toEqual(new Set([field]))
    }
  })

  test.each([
    ['message', ['', 'x'.repeat(50_001), 1, null]],
    ['message_id', ['x', 1]],
    ['thread_id', ['x', 1]],
    ['mode', ['shout']],
    ['options', [{ temperature: 3 }, { temperature: 'hot' }, { max_tokens: 0 }, { reasoning: 'some' }, 1]],
  ])('chat %s', async (field, values) => {
    for (const value of values) {
      const answer = await ada.post('/chat/complete', { message: 'x', thread_id: threadId, [field]: value })
      expect(codeOf(answer), JSON.stringify(value)).toBe('400 invalid_request')
      expect(fieldsOf(answer)![0]).toMatch(new RegExp(`^${field}`))
    }
    expect((await ada.get(`/threads/${threadId}/messages`)).body.messages).toEqual([])
  })

  test.each([
    [
      '/threads',
      [
        'limit=0',
        'limit=101',
        'limit=x',
        'limit=1.5',
        'offset=-1',
        'sort_by=size',
        'order=up',
        'include_archived=maybe',
      ],
    ],
    ['/projects', ['limit=0', 'limit=1e3', 'cursor=x', 'include_archived=x']],
    ['/users/usage', ['from=yesterday', 'to=2026-02-30', 'group_by=hour']],
  ])('%s?…', async (path, queries) => {
    for (const query of queries) {
      const answer = await ada.get(`${path}?${query}`)
      expect(codeOf(answer), query).toBe('400 invalid_request')
      expect(fieldsOf(answer)).toEqual([query.split('=')[0]])
    }
  })

  test('of messages', async () => {
    for (const query of ['limit=201', 'before=x', 'after=x', 'tree=2']) {
      expect(codeOf(await ada.get(`/threads/${threadId}/messages?${query}`)), query).toBe('400 invalid_request')
    }
    expect(codeOf(await ada.get(`/threads/${threadId}/messages?before=${newId()}`))).toBe('404 message_not_found')
  })
})

describe('an error', () => {
  test('has a code, words and the id of its request', async () => {
    const { body, headers } = await ada.get(`/projects/${newId()}`)
    expect(body).toEqual({
      error: { code: 'not_found', message: 'There is no such project.', request_id: expect.any(String) },
    })
    expect(headers.get('x-request-id')).toBe(body.error.request_id)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('of an address that isn’t there is JSON under our prefixes', async () => {
    for (const path of ['/nothing', '/threads/x/nothing', '/chat'])
      expect(codeOf(await call('GET', path, undefined, { authorization: `Bearer ${ada.access}` }))).toBe(
        '404 not_found',
      )
    for (const path of ['/api', '/api/v2/x', '/v1/nothing', '/ws', '/ws/runner']) {
      const answer = await SELF.fetch(`${ORIGIN}${path}`)
      expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
        404,
        'not_found',
      ])
    }
  })
})
