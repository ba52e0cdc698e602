import { expect, test } from 'vitest'
import { provider } from '../registry.ts'
import { demoWire } from './wire.ts'
import { readStream } from '../testing/read-stream.ts'

const demo = provider('demo')!
const nobody = { api_key: '', base_url: '', region: null }
const request = (content: string) =>
  demoWire.request(nobody, { model: 'demo', messages: [{ role: 'user', content }], options: {} })

test('answers inside workerd, in the words of its script', async () => {
  const response = await demo.fetch(request('hello'))
  const answer = readStream(demo.wire.reader(), new Uint8Array(await response.arrayBuffer()), [])
  expect(answer).toMatchObject({ finish: 'stop', failure: null })
  expect(answer.text).toContain('a script, not a model')
})

test('ends when it is aborted inside workerd', async () => {
  const abort = new AbortController()
  const response = await demo.fetch(new Request(request('tell me everything'), { signal: abort.signal }))
  const reader = response.body!.getReader()
  await reader.read()
  abort.abort(new Error('stopped'))
  await expect(reader.read().then(() => reader.read())).rejects.toThrow('stopped')
})

test('ends when it is cancelled inside workerd', async () => {
  const response = await demo.fetch(request('tell me everything'))
  const reader = response.body!.getReader()
  await reader.read()
  await reader.cancel()
  expect(await reader.read()).toMatchObject({ done: true })
})
