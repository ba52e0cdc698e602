import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Message } from '#protocol/message.ts'
import { calculate } from '../../../src/tools/calculate.ts'
import { toolNames } from '../../../src/tools/registry.ts'
import { codeOf, person, talker, type Client } from '../../../test/client.ts'
import { halfPairs, promptIn, promptOf } from '../../../test/prompt-in.ts'
import { makePlace } from '../../../test/room.ts'
import { bodiesFor, StepsThread, tagged } from '../../../test/steps-place.ts'

let ada: Client
beforeAll(async () => {
  ada = await talker()
})
afterEach(() => void vi.restoreAllMocks())

const BIG = 'The tide comes at noon. '.repeat(220_000)
const tools = [...toolNames]

/** A turn whose sums give five megabytes each. */
async function bigTurn(model = tagged('steps-2-calls-3')) {
  vi.spyOn(calculate, 'run').mockImplementation(() => BIG)
  const { id } = await ada.thread((await ada.project()).id)
  const answer = await ask(id, model)
  vi.restoreAllMocks()
  return { id, answer, model }
}

async function ask(thread_id: string, model: string): Promise<Message> {
  const body = { thread_id, message: 'in steps, please', provider: 'custom', model, options: { tools } }
  return (await ada.post('/chat/complete', body)).body.answer
}

const messagesOf = async (id: string): Promise<Message[]> =>
  (await ada.get(`/threads/${id}/messages?include_deleted=true`)).body.messages

/** What the address of an output answers. */
const outputAt = (who: Client, { output_ref = '' }: { output_ref?: string }) =>
  who.get(output_ref.replace('/api/v1', ''))

test('an output of five megabytes is whole where it is asked for, and short for the model, the view and D1 (T14)', async () => {
  const { id, answer, model } = await bigTurn()
  const [sum, time, other] = answer.tool_calls!
  expect(time).not.toHaveProperty('output_ref')
  for (const call of [sum!, other!]) {
    expect(call.output!.length).toBeLessThanOrEqual(32_000)
    expect(call.output).toContain('characters of the output are left out here')
    const whole = await outputAt(ada, call)
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'text/plain;charset=UTF-8'])
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
    expect(whole.body === BIG).toBe(true)
  }
  const told = promptIn('chat', (await bodiesFor(model))[1]!).filter(({ kind }) => kind === 'result')
  expect(told.map(({ words }) => words)).toEqual(answer.tool_calls!.map(({ output }) => output))
  const copy = env.DB.prepare('SELECT length(tool_calls) AS chars FROM messages WHERE id = ?').bind(answer.id)
  await expect.poll(() => copy.first<number>('chars')).toBeGreaterThan(0)
  expect(await copy.first<number>('chars')).toBeLessThan(100_000)
  expect(await messagesOf(id)).toContainEqual(answer)
  const eve = await person('Eve')
  expect(codeOf(await outputAt(eve, sum!))).toBe('404 message_not_found')
  expect(codeOf(await ada.get(`/messages/${answer.id}/outputs/nobody`))).toBe('404 not_found')
})

test('a fork has the calls in their places and its own whole outputs, also once the thread it came from is gone', async () => {
  const { id, answer } = await bigTurn()
  const fork = (await ada.post(`/threads/${id}/fork`)).body
  const [, copy] = await messagesOf(fork.id)
  expect(copy!.tool_calls!.map(({ step, at, state, output }) => [step, at, state, output])).toEqual(
    answer.tool_calls!.map(({ step, at, state, output }) => [step, at, state, output]),
  )
  expect(copy!.steps).toEqual(answer.steps)
  expect(copy!.tool_calls![0]!.output_ref).toContain(copy!.id)
  await ada.delete(`/threads/${id}`)
  expect((await outputAt(ada, copy!.tool_calls![0]!)).body === BIG).toBe(true)
  const model = tagged('steps-1')
  const before = await messagesOf(fork.id)
  expect(await ask(fork.id, model)).toMatchObject({ status: 'complete' })
  const asked = promptIn('chat', (await bodiesFor(model))[0]!)
  expect(halfPairs(asked)).toEqual([])
  expect(asked.slice(0, -1).map(({ kind, words }) => ({ kind, words }))).toEqual(promptOf(before))
})

test('an answer that was deleted has no outputs any more, for nobody and no prompt', async () => {
  const { id, answer } = await bigTurn()
  expect((await ada.delete(`/messages/${answer.id}`)).status).toBe(204)
  const [, shown] = await messagesOf(id)
  expect(shown).toMatchObject({ id: answer.id, content: '', deleted_at: expect.any(String) })
  for (const field of ['tool_calls', 'steps', 'reasoning']) expect(shown).not.toHaveProperty(field)
  expect(codeOf(await outputAt(ada, answer.tool_calls![0]!))).toBe('404 not_found')
  const model = tagged('steps-1')
  await ask(id, model)
  expect(promptIn('chat', (await bodiesFor(model))[0]!).map(({ kind }) => kind)).toEqual(['user'])
  const copy = env.DB.prepare('SELECT tool_calls, content FROM messages WHERE id = ?').bind(answer.id)
  await expect.poll(() => copy.first()).toEqual({ tool_calls: null, content: '' })
})

test('another answer, and one to an edited question, are asked with the same tools', async () => {
  const thread = await StepsThread.open(await makePlace())
  const { browser } = thread
  const model = tagged('steps-2')
  const first = await thread.ask(model)
  browser.send({ type: 'regenerate', message_id: first.id })
  await browser.until(() => browser.state.list[1] !== first.id)
  await browser.settled(2)
  const [question, second] = await thread.messages()
  browser.send({ type: 'edit_message', message_id: question!.id, content: 'edited', preserve_response: false })
  await browser.until(() => browser.shown()[0]?.content === 'edited')
  await browser.settled(2)
  const answers = [first, second!, (await thread.messages())[1]!]
  expect(new Set(answers.map(({ id }) => id)).size).toBe(3)
  for (const { status, tool_calls } of answers) {
    expect(status).toBe('complete')
    expect(tool_calls).toMatchObject([{ step: 0, state: 'done', output: '0' }])
  }
  const bodies = await bodiesFor(model)
  expect(bodies.map((body) => (body.tools as unknown[]).length)).toEqual(Array(6).fill(toolNames.length))
  expect(bodies.map((body) => promptIn('chat', body).length)).toEqual([1, 4, 1, 4, 1, 4])
})
