import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { inTurns } from '../../worker/src/lib/in-turns.ts'
import type { RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'
import { signUp } from '../harness/api.ts'
import { replayModel, startReplay, type Replay } from '../provider/replay.ts'
import { addRecordedKeys, apisWithoutKey, cases, cutsOf } from '../recorded/recorded-keys.ts'
import { askV1, type V1Place } from './answer.ts'
import { expectRecorded } from './expect-recorded.ts'

const AT_ONCE = 8

let replay: Replay
let place: V1Place
beforeAll(async () => {
  if (cases.length === 0) return
  replay = await startReplay(cases)
  const ada = await signUp(inject('serverUrl'))
  await addRecordedKeys(ada, replay.url)
  const { token } = await ada.call<{ token: string }>('POST', '/tokens', { name: 'Recorded', scopes: ['v1'] })
  place = { url: inject('serverUrl'), token }
})
afterAll(() => replay?.close())

test.runIf(cases.length)('every recorded interface has a key here', () => {
  expect(apisWithoutKey()).toEqual([])
  console.log(`${cases.length} recorded answers through /v1, each in every way of cutting it, streamed and not`)
})

test.runIf(cases.length).for(cases.map((one): [string, RecordedCase] => [one.name, one]))(
  '%s',
  { timeout: 120_000 },
  async ([name, one]) => {
    const ways = cutsOf(one).flatMap((cut) => [true, false].map((stream) => ({ cut, stream })))
    await inTurns(ways, AT_ONCE, async ({ cut, stream }) => {
      const model = `${one.api}/${replayModel(name, cut)}`
      const answer = await askV1(place, { model, stream, stream_options: { include_usage: true } })
      expectRecorded(answer, one, stream)
    })
  },
)
