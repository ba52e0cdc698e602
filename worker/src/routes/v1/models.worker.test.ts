import { createExecutionContext, env, SELF, waitOnExecutionContext } from 'cloudflare:test'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { call, ORIGIN, person, talker, type Client } from '../../../test/client.ts'
import { ask, Program } from '../../../test/v1.ts'
import { app } from '../../app.ts'

let ada: Client
let program: Program
beforeAll(async () => {
  ada = await talker()
  program = await Program.of(ada)
})

describe('the list of models', () => {
  test('by provider (its default key) and by key, and only what answers', async () => {
    const base_url = inject('providerUrl')
    const keys = [
      { provider: 'custom', key_name: 'second', key: 'sk-2', base_url },
      { provider: 'custom', key_name: 'off', key: 'sk-3', base_url, is_active: false },
      { provider: 'openai', key_name: 'gone', key: 'sk-4', base_url: 'http://127.0.0.1:9/v1' },
    ]
    for (const key of keys) expect((await ada.post('/keys', key)).status).toBe(201)
    const { status, body } = await program.json('/models')
    expect(status).toBe(200)
    expect(body.object).toBe('list')
    const ids: string[] = body.data.map((model: { id: string }) => model.id)
    expect(ids).toEqual(expect.arrayContaining(['custom/echo', 'loopback/echo', 'second/echo', 'demo/demo']))
    expect(ids.filter((id) => /^(off|gone|openai|anthropic)\//.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    const model = body.data.find((one: { id: string }) => one.id === 'second/echo')
    expect(model).toMatchObject({
      object: 'model',
      owned_by: 'custom',
      created: 0,
      pricing: null,
      context_window: null,
    })
    expect(await program.json('/models/second/echo')).toMatchObject({ status: 200, body: model })
    expect(await program.json('/models/second%2Fecho')).toMatchObject({ status: 200, body: model })
    const missing = await program.json('/models/second/nothing')
    expect([missing.status, missing.body.error.code, missing.body.error.param]).toEqual([404, 'unknown_model', 'model'])
  })

  test('both names answer, each with its own key', async () => {
    for (const model of ['custom/flow-0-2-0', 'second/flow-0-2-0']) {
      expect((await program.json('/chat/completions', { ...ask(''), model })).body.model).toBe(model)
    }
  })

  test.each(['nothing', '/x', 'custom/', 'nobody/m', 'off/m', 'anthropic/claude', '__proto__/m'])(
    'there is no model %s',
    async (model) => {
      const answer = await program.json('/chat/completions', { ...ask(''), model })
      expect([answer.status, answer.body.error.type]).toEqual([404, 'invalid_request_error'])
    },
  )
})

describe('who may call', () => {
  const get = (headers: Record<string, string>) => SELF.fetch(`${ORIGIN}/v1/models`, { headers })

  test('only an access token of the scope v1: no session, by bearer or by cookie, and no other token', async () => {
    const [reader, gone] = [await Program.of(ada, { scopes: ['read', 'write'] }), await Program.of(ada)]
    await ada.delete(`/tokens/${gone.token_id}`)
    const answers = [
      await get({}),
      await get({ authorization: `Bearer ${ada.access}` }),
      await get({ cookie: `edgewise_access=${ada.access}; __Host-edgewise_access=${ada.access}` }),
      await get({ authorization: `Bearer ${gone.token}` }),
      await get({ authorization: `Bearer ${reader.token}` }),
      await get({ authorization: `Bearer ${program.token}` }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 403, 200])
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<any>))
    expect(bodies[0].error).toMatchObject({ type: 'authentication_error', code: 'unauthorized', param: null })
    expect(bodies[4].error.message).toContain('scope v1')
    expect(answers[0]!.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('the scope v1 opens nothing else', async () => {
    const headers = { authorization: `Bearer ${program.token}` }
    expect((await call('GET', '/users/profile', undefined, headers)).status).toBe(403)
    expect((await call('GET', '/keys', undefined, headers)).status).toBe(403)
  })

  test('too many calls a minute: 429 with Retry-After, for this person only', async () => {
    const [busy, calm] = [await Program.of(await person('Busy')), await Program.of(await person('Calm'))]
    const limited = { ...env, LIMIT_API_PER_MINUTE: '4' }
    // making the token was a call too
    const ask = async ({ token }: Program) => {
      const request = new Request(`${ORIGIN}/v1/models/demo/demo`, { headers: { authorization: `Bearer ${token}` } })
      const context = createExecutionContext()
      const answer = await app.fetch(request, limited, context)
      await waitOnExecutionContext(context)
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { error?: object } }
    }
    for (let call = 0; call < 3; call++) expect((await ask(busy)).status).toBe(200)
    const fourth = await ask(busy)
    expect([fourth.status, Number(fourth.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(fourth.body.error).toMatchObject({ code: 'rate_limit_exceeded', type: 'rate_limit_error' })
    expect((await ask(calm)).status).toBe(200)
  })

  test('nobody else’s keys', async () => {
    const eve = await Program.of(await person('Eve'))
    expect((await eve.chat('flow-0-2-0')).status).toBe(404)
    expect((await eve.json('/models')).body.data.map((model: { id: string }) => model.id)).not.toContain('custom/echo')
  })

  test('from any page, without cookies', async () => {
    const origin = 'https://elsewhere.test'
    const asks = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
    const preflight = await SELF.fetch(`${ORIGIN}/v1/chat/completions`, { method: 'OPTIONS', headers: asks })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const answer = await get({ origin, authorization: `Bearer ${program.token}` })
    for (const { headers } of [preflight, answer]) {
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const refused = await get({ origin })
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('an address that isn’t there', async () => {
    expect((await program.json('/completions', {})).body.error.code).toBe('not_found')
  })
})
