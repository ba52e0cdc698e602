import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { inTurns } from '../../worker/src/lib/in-turns.ts'
import { recordedCases, type RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'
import { noAnswers, unmet } from '../../worker/src/providers/testing/recorded-expectations.ts'
import { signUp } from '../harness/api.ts'
import { replayModel, startReplay, type Cut, type Replay } from '../provider/replay.ts'
import { askV1, type V1Place } from './answer.ts'
import { expectRecorded } from './expect-recorded.ts'

const AT_ONCE = 8
const cases = recordedCases().filter((one) => !noAnswers.has(one.api) && one.status !== null && !unmet[one.name])

/** A key for each interface that was recorded, all leading to the same place. */
const keys: Record<string, { provider: string; api?: string; key?: string; path?: string }> = {
  'anthropic.messages': { provider: 'anthropic' },
  'openai.chat': { provider: 'custom', api: 'chat' },
  'openai.responses': { provider: 'custom', api: 'responses' },
  'gemini.generateContent': { provider: 'gemini' },
  'bedrock.converse': { provider: 'bedrock', key: 'AKIAOFTHETESTS:secret-of-the-tests' },
  'bedrock.converseStream': { provider: 'bedrock', key: 'AKIAOFTHETESTS:secret-of-the-tests' },
  'ollama.chat': { provider: 'ollama' },
}

let replay: Replay
let place: V1Place
beforeAll(async () => {
  if (cases.length === 0) return
  replay = await startReplay(cases)
  const ada = await signUp(inject('serverUrl'))
  for (const [name, { provider, api, key = 'sk-of-the-tests' }] of Object.entries(keys)) {
    const region = provider === 'bedrock' ? 'us-east-1' : undefined
    await ada.call('POST', '/keys', { provider, key_name: name, key, base_url: replay.url, api, region })
  }
  const { token } = await ada.call<{ token: string }>('POST', '/tokens', { name: 'Recorded', scopes: ['v1'] })
  place = { url: inject('serverUrl'), token }
})
afterAll(() => replay?.close())

/** All of them with `V1_CUTS=all`: two minutes. The readers alone are tested with every cut, always. */
function cutsOf(one: RecordedCase): Cut[] {
  const hints = one.split_hints.map((at): Cut => `at-${at}`)
  return process.env.V1_CUTS === 'all' ? ['whole', 'every-7', ...hints] : ['whole', hints[0] ?? 'every-997']
}

test.runIf(cases.length)('every recorded interface has a key here', () => {
  expect([...new Set(cases.map((one) => one.api))].filter((api) => !keys[api])).toEqual([])
  console.log(`${cases.length} recorded answers through /v1, each in every way of cutting it, streamed and not`)
})

test.runIf(cases.length).for(cases.map((one): [string, RecordedCase] => [one.name, one]))(
  '%s',
  { timeout: 120_000 },
  async ([name, one]) => {
    // what is refused is tried again, with waits: once is enough
    const cuts = one.status! >= 400 ? (['whole'] as Cut[]) : cutsOf(one)
    const ways = cuts.flatMap((cut) => [true, false].map((stream) => ({ cut, stream })))
    await inTurns(ways, AT_ONCE, async ({ cut, stream }) => {
      const model = `${one.api}/${replayModel(name, cut)}`
      const answer = await askV1(place, { model, stream, stream_options: { include_usage: true } })
      expectRecorded(answer, one, stream)
    })
  },
)
