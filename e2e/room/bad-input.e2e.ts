import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { providerFailureKinds, type ProviderFailureKind } from '#protocol/error.ts'
import type { Key, KeyTest } from '#protocol/rest/keys.ts'
import { signUp, type Api } from '../harness/api.ts'
import { GOOD, startHostile, type Hostile, type Manner } from '../provider/hostile.ts'
import { askV1, type V1Place } from '../v1/answer.ts'
import { askRoom, turnOf } from './room-answer.ts'

const formats: Record<string, { provider: string; api?: string; key?: string; region?: string }> = {
  chat: { provider: 'custom', api: 'chat' },
  responses: { provider: 'openai', api: 'responses' },
  anthropic: { provider: 'anthropic' },
  gemini: { provider: 'gemini' },
  bedrock: { provider: 'bedrock', key: 'AKIAOFTHETESTS:secret-of-the-tests', region: 'us-east-1' },
  ollama: { provider: 'ollama' },
}

/** How a turn ends: with a failure of this kind, or with this outcome. And what the test of the key says. */
type End = ProviderFailureKind | 'complete' | 'length'
const ends: [Manner, End, 'works' | ProviderFailureKind][] = [
  ['good', 'complete', 'works'],
  ['page', 'provider_error', 'provider_error'],
  ['page of an error', 'provider_error', 'provider_error'],
  ['expired key', 'provider_auth', 'provider_auth'],
  ['key repeated', 'provider_bad_request', 'provider_bad_request'],
  ['gzip as agreed', 'complete', 'works'],
  ['gzip unsaid', 'provider_error', 'provider_error'],
  ['gzip cut', 'provider_stream_broken', 'provider_stream_broken'],
  ['moved 301', 'provider_error', 'provider_error'],
  ['moved 302', 'provider_error', 'provider_error'],
  ['moved 307', 'provider_error', 'provider_error'],
  ['moved 308', 'provider_error', 'provider_error'],
  ['no UTF-8', 'provider_stream_broken', 'works'],
  ['one event of 21 MB', 'provider_error', 'works'],
  ['one event of 2 MB', 'length', 'works'],
  ['a call of 2 MB', 'length', 'works'],
  ['cut call', 'length', 'works'],
  ['endless', 'length', 'works'],
  ['gone before its headers', 'provider_unreachable', 'provider_unreachable'],
  ['gone in the middle', 'provider_stream_broken', 'provider_stream_broken'],
  ['gone within its refusal', 'provider_auth', 'provider_auth'],
  ['not HTTP', 'provider_unreachable', 'provider_unreachable'],
  ['no chunk', 'provider_stream_broken', 'provider_stream_broken'],
  ['longer than it is', 'provider_stream_broken', 'provider_stream_broken'],
  ['shorter than it is', 'provider_stream_broken', 'provider_error'],
]

/** Megabytes for each of them: text and frames are enough here, every format's own test has its share. */
const heavy = new Set<Manner>(['one event of 21 MB', 'one event of 2 MB', 'a call of 2 MB', 'endless'])
const formatsFor = (manner: Manner) => (heavy.has(manner) ? ['chat', 'bedrock'] : Object.keys(formats))

let hostile: Hostile
let ada: Api
let place: V1Place
let project: string
const good: Record<string, Key> = {}
beforeAll(async () => {
  hostile = await startHostile()
  ada = await signUp(inject('serverUrl'))
  project = (await ada.project('Bad input')).id
  const { token } = await ada.call<{ token: string }>('POST', '/tokens', { name: 'Bad input', scopes: ['v1'] })
  place = { url: ada.url, token }
  for (const format of Object.keys(formats)) good[format] = await keyFor(format, 'good')
})
afterAll(() => hostile.close())

function keyFor(format: string, manner: Manner): Promise<Key> {
  const base_url = hostile.url(format, manner)
  const key = { key: 'sk-of-the-tests', ...formats[format], key_name: `${format} ${manner}`, base_url }
  return ada.call('POST', '/keys', key)
}

test.concurrent.for(ends)('%s: %s; its list: %s', { timeout: 90_000 }, async ([manner, end, list]) => {
  await Promise.all(
    formatsFor(manner).map(async (format) => {
      const key = manner === 'good' ? good[format]! : await keyFor(format, manner)
      await Promise.all([inRoom(format, key, end), inV1(key, end), inKeys(key, list)])
    }),
  )
  expect(hostile.leaks).toEqual([])
  // of 3 GB each time; some lay in the sockets
  if (manner === 'endless') expect(hostile.taken(manner)).toBeLessThan(300e6)
})

/** The turn ends as it should, and the next one works. */
async function inRoom(format: string, { provider, id: key_id }: Key, end: End): Promise<void> {
  const { stored, told, thread_id } = await askRoom(ada, project, { provider, key_id, model: 'm' })
  expect(stored).toEqual(told)
  expect(told.error?.provider?.kind ?? told.outcome, format).toBe(end)
  if (told.error) expectWords(told.error.message)
  const content = 'And now?'
  const choice = { provider, key_id: good[format]!.id, model: 'm' }
  const frames = await turnOf(ada, thread_id, { type: 'send_message', message_id: randomUUID(), content, ...choice })
  expect(frames.at(-1)).toMatchObject({ state: 'ended', outcome: 'complete' })
}

async function inV1({ key_name }: Key, end: End): Promise<void> {
  for (const stream of [false, true]) {
    const { error, text, done } = await askV1(place, { model: `${key_name}/m`, stream })
    if (error) expectWords(error.message)
    if (error) expect(done).toBe(false)
    if (isKind(end)) expect(error?.code).toBe(end)
    if (end === 'complete') expect(text).toBe(GOOD.join(''))
  }
}

async function inKeys({ id }: Key, list: string): Promise<void> {
  const { ok, kind, message } = await ada.call<KeyTest>('POST', `/keys/${id}/test`)
  expect(ok ? 'works' : kind).toBe(list)
  if (!ok) expectWords(message)
}

function isKind(end: End): end is ProviderFailureKind {
  return (providerFailureKinds as readonly string[]).includes(end)
}

/** What happened, and on a line of its own what to do; never the key. */
function expectWords(message: string): void {
  expect(message).toMatch(/^The provider.+\n[A-Z].+\.$/)
  expect(message).not.toMatch(/sk-of-the-tests|AKIAOFTHETESTS|secret-of-the-tests/)
}
