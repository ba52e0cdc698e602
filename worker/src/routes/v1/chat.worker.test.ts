import { env } from 'cloudflare:test'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { flowText } from '../../../../e2e/provider/script.ts'
import { eventually, talker, type Client } from '../../../test/client.ts'
import { ask, Program } from '../../../test/v1.ts'

let ada: Client
let program: Program
beforeAll(async () => {
  ada = await talker()
  program = await Program.of(ada)
})

const rows = async (one: Program = program) => {
  const all = env.DB.prepare('SELECT * FROM usage WHERE token_id = ? ORDER BY id').bind(one.token_id)
  return (await all.all<Record<string, any>>()).results
}
/** What the loopback provider was asked through /v1, newest last: other files ask it too. */
const asked = async (model: string) => {
  const answer = await fetch(inject('providerUrl').replace(/\/v1$/, '/__requests'))
  const { requests } = (await answer.json()) as { requests: any[] }
  const said = JSON.stringify(ask(model).messages)
  return requests.filter((one) => one.body.model === model && JSON.stringify(one.body.messages) === said)
}

describe('an answer in one piece', () => {
  test('as OpenAI has it, with what it took and cost', async () => {
    const { status, body } = await program.chat('think-3-4')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      model: 'custom/think-3-4',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: flowText(4), reasoning_content: ' t0 t1 t2', refusal: null },
          finish_reason: 'stop',
          native_finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 2, completion_tokens: 4, total_tokens: 6, cost_usd: null, source: 'reported' },
    })
  })

  test.each([
    ['length-5', 'length'],
    ['filter-5', 'content_filter'],
  ])('%s ends with %s', async (model, reason) => {
    const { body } = await program.chat(model)
    expect(body.choices[0]).toMatchObject({ finish_reason: reason, message: { content: flowText(5) } })
  })
})

describe('a stream', () => {
  test('chunks, the finish, and [DONE]; usage only when it is asked for', async () => {
    const plain = await program.stream('flow-0-20-0')
    expect(plain).toMatchObject({ status: 200, text: flowText(20), finish: 'stop', done: true, usage: undefined })
    expect(plain.chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '' })
    expect(plain.chunks.every((chunk) => chunk.object === 'chat.completion.chunk' && !('usage' in chunk))).toBe(true)
    const counted = await program.stream('flow-0-20-0', { stream_options: { include_usage: true } })
    expect(counted.chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 2, completion_tokens: 20 } })
    expect(counted.chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true)
  })

  test('tokens leave as they come', async () => {
    const response = await program.fetch('/chat/completions', { ...ask('flow-0-10-100'), stream: true })
    const started = Date.now()
    const reader = response.body!.getReader()
    await reader.read()
    expect(Date.now() - started).toBeLessThan(500)
    await reader.cancel()
  })

  test('reasoning is a field of its own', async () => {
    expect(await program.stream('think-3-4')).toMatchObject({ text: flowText(4), reasoning: ' t0 t1 t2', done: true })
  })
})

describe('failures', () => {
  test.each([
    ['status-401-9-0', 502, 'provider_auth'],
    ['status-400-9-0', 400, 'provider_bad_request'],
    ['no-such-model', 404, 'provider_model_not_found'],
    ['html', 502, expect.stringMatching(/^provider_/)],
    ['nothing', 502, 'provider_stream_broken'],
  ])('%s before the first token is %d', async (model, status, code) => {
    for (const stream of [false, true]) {
      const answer = await program.chat(model, { stream })
      expect(answer.status).toBe(status)
      expect(answer.body.error).toEqual({ message: expect.any(String), type: expect.any(String), param: null, code })
    }
  })

  test('after the first token it is one frame and no [DONE]', async () => {
    for (const [model, code] of [
      ['error-5', expect.stringMatching(/^provider_/)],
      ['break-5', 'provider_stream_broken'],
    ] as const) {
      const answer = await program.stream(model)
      expect(answer).toMatchObject({ status: 200, text: flowText(5), done: false, error: { code, type: 'api_error' } })
      expect(answer.chunks.at(-1)).toEqual({ error: answer.error })
    }
  })

  test('a key that a provider repeats is in no answer', async () => {
    const { body } = await program.chat('leak')
    expect(body.error.code).toBe('provider_auth')
    expect(JSON.stringify(body)).not.toContain('sk-test-loopback-key')
  })

  test.each([429, 500, 502, 503, 529])('%d is tried again, at most twice', async (status) => {
    const [passes, stays] = [`status-${status}-2-0`, `status-${status}-3-0`]
    expect((await program.chat(passes)).body.choices[0].message.content).toBe(flowText(10))
    expect((await program.chat(stays)).status).toBe(status === 429 ? 429 : 502)
    expect(await asked(passes)).toHaveLength(3)
    expect(await asked(stays)).toHaveLength(3)
  })

  test('a provider that wants a longer wait is an answer: 429 with its Retry-After', async () => {
    const started = Date.now()
    const answer = await program.chat('status-429-9-30')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30'])
    expect(answer.body.error).toMatchObject({ code: 'provider_rate_limit', type: 'rate_limit_error' })
    expect(Date.now() - started).toBeLessThan(3000)
  })
})

describe('the ledger', () => {
  test('a row for each call, before its end is heard, and none for what took nothing', async () => {
    const one = await Program.of(ada)
    await one.chat('flow-0-7-0')
    expect(await rows(one)).toMatchObject([
      {
        user_id: ada.user.id,
        purpose: 'v1',
        provider: 'custom',
        model: 'flow-0-7-0',
        output_tokens: 7,
        source: 'reported',
      },
    ])
    await one.stream('flow-0-8-0')
    await one.chat('status-500-9-0')
    await one.chat('status-503-1-0')
    expect((await rows(one)).map((row) => row.output_tokens)).toEqual([7, 8, 10])
    expect((await rows(one)).every((row) => row.key_id !== null && row.cost_nano === null)).toBe(true)
  })

  test('the prompt is in it as long as nobody knows the rest, and counts in a budget once', async () => {
    const one = await Program.of(ada, { budget_tokens: 100_000 })
    const budget = () =>
      env.DB.prepare(
        `SELECT b.spent_tokens AS spent, (SELECT count(*) FROM budget_holds h WHERE h.token_id = b.target_id) AS holds
          FROM budgets b WHERE b.target_id = ?`,
      )
        .bind(one.token_id)
        .first()
    const answer = one.stream('flow-0-40-20')
    const [open] = await eventually(async () => {
      const found = await rows(one)
      return found.length > 0 && found
    })
    expect(open).toMatchObject({ source: 'estimated', output_tokens: 0 })
    expect(open!.input_tokens).toBeGreaterThan(0)
    expect(await budget()).toEqual({ spent: open!.input_tokens, holds: 1 })
    await answer
    expect(await rows(one)).toMatchObject([{ id: open!.id, source: 'reported', output_tokens: 40, total_tokens: 42 }])
    expect(await budget()).toEqual({ spent: 42, holds: 0 })
    await one.chat('status-401-9-0')
    expect(await rows(one)).toHaveLength(1)
    expect(await budget()).toEqual({ spent: 42, holds: 0 })
  })

  test('who hangs up stops the provider, and what came by then is an estimate', async () => {
    const one = await Program.of(ada)
    const model = 'flow-0-500-21'
    const response = await one.fetch('/chat/completions', { ...ask(model), stream: true })
    const reader = response.body!.getReader()
    for (let read = 0; read < 3; read++) await reader.read()
    await reader.cancel()
    const [row] = await eventually(async () => {
      const found = await rows(one)
      return found[0]?.output_tokens > 0 && found
    })
    expect(row).toMatchObject({ source: 'estimated', purpose: 'v1' })
    expect(row!.output_tokens).toBeLessThan(100)
    const [request] = await eventually(async () => {
      const found = await asked(model)
      return found[0]?.ended && found
    })
    expect(request.ended).toBe('aborted')
    expect(await rows(one)).toHaveLength(1)
  })

  test('an answer that breaks is an estimate of what came', async () => {
    const one = await Program.of(ada)
    await one.stream('break-9')
    expect(await rows(one)).toMatchObject([{ source: 'estimated' }])
  })

  test('a token of a project pays for it, as long as its owner is in it', async () => {
    const project = await ada.project('Paying')
    const one = await Program.of(ada, { project_id: project.id })
    await one.chat('flow-0-3-0')
    expect(await rows(one)).toMatchObject([{ project_id: project.id }])
    await ada.delete(`/projects/${project.id}`)
    expect((await one.chat('flow-0-3-0')).status).toBe(404)
  })

  test('a budget of tokens is never passed: 402 with the figures, and shorter answers near its end', async () => {
    const one = await Program.of(ada, { budget_tokens: 1000 })
    expect((await one.chat('flow-0-10-0')).status).toBe(200)
    const sent = (await asked('flow-0-10-0')).at(-1)
    expect(sent.body.max_tokens ?? sent.body.max_completion_tokens).toBeLessThan(1000)
    await env.DB.prepare(`UPDATE budgets SET spent_tokens = 900 WHERE target_id = ?`).bind(one.token_id).run()
    const answer = await one.chat('flow-0-10-0')
    expect([answer.status, answer.body.error.code]).toEqual([402, 'budget_exceeded'])
    expect(answer.body.error.message).toMatch(/900 of 1000 tokens/)
    expect((await one.chat('flow-0-10-0', { max_tokens: 20 })).status).toBe(200)
    const held = await env.DB.prepare('SELECT count(*) AS n FROM budget_holds WHERE token_id = ?')
      .bind(one.token_id)
      .first('n')
    expect(held).toBe(0)
  })
})
