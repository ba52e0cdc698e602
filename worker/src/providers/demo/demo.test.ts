import { expect, test } from 'vitest'
import { demoWire } from './wire.ts'
import { readStream } from '../testing/read-stream.ts'
import { provider } from '../registry.ts'
import { demoTokens } from './stream.ts'
import { explanation, greeting, longRead, plan } from './scripts.ts'

const demo = provider('demo')!
const nobody = { api_key: '', base_url: '', region: null }

function request(content: string, model = 'demo'): Request {
  return demoWire.request(nobody, { model, messages: [{ role: 'user', content }], options: {} })
}

test.each([greeting, explanation, plan, longRead])(
  'every script says that it is one, and keeps every character',
  (script) => {
    expect(script).toContain('a script, not a model')
    expect(demoTokens(script).join('')).toBe(script)
  },
)

test('a title is quick, and says where it comes from', async () => {
  const messages = [
    { role: 'system' as const, content: 'Answer with a title of at most six words.' },
    { role: 'user' as const, content: 'How does streaming work?' },
  ]
  const response = await demo.fetch(demoWire.request(nobody, { model: 'demo', messages, options: {} }))
  const answer = readStream(demo.wire.reader(), new Uint8Array(await response.arrayBuffer()), [])
  expect(answer).toMatchObject({ text: 'Demo: How does streaming work', finish: 'stop' })
  expect(answer.usage?.output_tokens).toBe(5)
})

test('words come at reading speed, and a stop ends them', async () => {
  const abort = new AbortController()
  const response = await demo.fetch(new Request(request('hello'), { signal: abort.signal }))
  const reader = response.body!.getReader()
  const started = performance.now()
  for (let chunk = 0; chunk < 9; chunk++) await reader.read()
  expect(performance.now() - started).toBeGreaterThan(150)
  abort.abort(new Error('stopped'))
  await expect(reader.read().then(() => reader.read())).rejects.toThrow('stopped')
})

test('cancel ends it too', async () => {
  const response = await demo.fetch(request('tell me everything'))
  const reader = response.body!.getReader()
  await reader.read()
  await reader.cancel()
  expect(await reader.read()).toMatchObject({ done: true })
})

test('another model does not exist', async () => {
  const response = await demo.fetch(request('hello', 'gpt-7'))
  expect(demo.wire.failure(response.status, response.headers, await response.text()).kind).toBe(
    'provider_model_not_found',
  )
})

test('its list of models is one that the format reads', async () => {
  const response = await demo.fetch(demoWire.models(nobody))
  expect(demo.wire.readModels(await response.json())).toMatchObject([{ id: 'demo' }])
})
