import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import { toolNames } from '../../src/tools/registry.ts'
import { Browser, makePlace, makeThread, sleep, type Place, type Stub } from '../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

/** In D1: two messages, the thread, and a usage for each step (worker/src/db/mirror.worker.test.ts counts them). */
const d1Rows = (steps: number) => 3 + steps

/** Counts what a room writes from now on, alarms included. */
async function countRows(room: () => Stub): Promise<() => number> {
  let written = 0
  await runInDurableObject(room(), (_instance, state) => {
    const { sql } = state.storage
    const exec = sql.exec.bind(sql)
    const setAlarm = state.storage.setAlarm.bind(state.storage)
    sql.exec = ((query: string, ...values: unknown[]) => {
      const cursor = exec(query, ...values)
      written += cursor.rowsWritten
      return cursor
    }) as typeof sql.exec
    state.storage.setAlarm = ((...at: Parameters<typeof setAlarm>) => {
      written++
      return setAlarm(...at)
    }) as typeof setAlarm
  })
  return () => written
}

test.concurrent.each([
  ['of 20 seconds', 30, 1, 'flow-0-1000-20'],
  ['of ten steps', 60, 10, 'steps-10-words-8'],
  ['of ten steps in 20 seconds', 60, 10, 'steps-10-words-40-gap-50'],
])('a turn %s writes at most %i rows, room and D1 together', { timeout: 60_000 }, async (what, most, steps, model) => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('warm up', 'flow-0-1-0')
  await browser.settled(2)
  await sleep(2500)
  const written = await countRows(room)
  browser.say(what, model, { options: { tools: [...toolNames] } })
  await browser.until(() => browser.state.list.length === 4, 5_000)
  await browser.until(() => browser.state.running === null, 40_000)
  await sleep(800)
  const inRoom = written()
  console.log(
    `rows written for a turn ${what}: ${inRoom + d1Rows(steps)} (${inRoom} in the room, ${d1Rows(steps)} in D1)`,
  )
  expect(inRoom).toBeGreaterThan(10)
  expect(inRoom + d1Rows(steps)).toBeLessThanOrEqual(most)
})
