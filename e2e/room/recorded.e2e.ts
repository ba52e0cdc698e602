import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Key } from '#protocol/rest/keys.ts'
import { inTurns } from '../../worker/src/lib/in-turns.ts'
import type { RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'
import { signUp, type Api } from '../harness/api.ts'
import { replayModel, startReplay, type Replay } from '../provider/replay.ts'
import { addRecordedKeys, apisWithoutKey, cases, cutsOf } from '../recorded/recorded-keys.ts'
import { expectRecorded } from './expect-recorded.ts'
import { askRoom } from './room-answer.ts'

const AT_ONCE = 8

let replay: Replay
let ada: Api
let project: string
let keys: Record<string, Key>
beforeAll(async () => {
  if (cases.length === 0) return
  replay = await startReplay(cases)
  ada = await signUp(inject('serverUrl'))
  keys = await addRecordedKeys(ada, replay.url)
  project = (await ada.project('Recorded')).id
})
afterAll(() => replay?.close())

test.runIf(cases.length)('every recorded interface has a key here', () => {
  expect(apisWithoutKey()).toEqual([])
  console.log(`${cases.length} recorded answers through a room, over its socket and as it keeps them`)
})

test.runIf(cases.length).concurrent.for(cases.map((one): [string, RecordedCase] => [one.name, one]))(
  '%s',
  { timeout: 120_000 },
  async ([name, one]) => {
    const { id: key_id, provider } = keys[one.api]!
    await inTurns(cutsOf(one), AT_ONCE, async (cut) => {
      const { told, stored } = await askRoom(ada, project, { provider, key_id, model: replayModel(name, cut) })
      expectRecorded(told, one)
      expectRecorded(stored, one)
    })
  },
)
