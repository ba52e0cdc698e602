import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flowText } from './script.ts'
import { startProvider, type Provider } from './server.ts'

let provider: Provider
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider.close())

function ask(model: string, options: { messages?: unknown[]; signal?: AbortSignal } = {}): Promise<Response> {
  const messages = options.messages ?? [{ role: 'user', content: 'one two three' }]
  return fetch(`${provider.url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer a key' },
    body: JSON.stringify({ model, stream: true, messages }),
    signal: options.signal ?? null,
  })
}

function textOf(stream: string): string {
  const chunks = stream.split('\n\n').filter((event) => event.startsWith('data: {'))
  return chunks.map((event) => JSON.parse(event.slice(6)).choices?.[0]?.delta?.content ?? '').join('')
}

test('a flow says exactly the words its name stands for and bills them', async () => {
  expect(textOf(await (await ask('flow-1-50-1')).text())).toBe(flowText(50))
  expect(provider.requests().at(-1)).toMatchObject({
    ended: 'complete',
    usage: { prompt_tokens: 3, completion_tokens: 50 },
  })
})

test('a status is answered as often as asked, then the same request succeeds', async () => {
  const statuses = []
  for (let time = 0; time < 3; time++) statuses.push((await ask('status-503-2-0')).status)
  expect(statuses).toEqual([503, 503, 200])
})

test('a hang-up is recorded with how far the answer had come', async () => {
  const abort = new AbortController()
  const answer = await ask('flow-0-1000-5', { signal: abort.signal })
  const reader = answer.body!.getReader()
  await reader.read()
  abort.abort()
  await reader.closed.catch(() => {})
  await sleep(50)
  const entry = provider.requests().at(-1)!
  expect(entry.ended).toBe('aborted')
  expect(entry.tokens_sent).toBeLessThan(1000)
  expect(entry.usage).toBeNull()
})

test('a broken stream ends with the socket, not with an end', async () => {
  await expect(ask('break-3').then((answer) => answer.text())).rejects.toThrow()
  expect(provider.requests().at(-1)).toMatchObject({ ended: 'broken', tokens_sent: 3 })
})

test('the log keeps no key, and an unknown model does not exist', async () => {
  expect((await ask('gpt-7')).status).toBe(404)
  expect(JSON.stringify(provider.requests())).not.toContain('a key')
})
