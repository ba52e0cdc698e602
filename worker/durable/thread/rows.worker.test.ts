import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, it } from 'vitest'
import { Browser, makePlace, makeThread, sleep, type Place } from '../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

/** Four in D1: two messages, the thread, the usage (worker/src/db/mirror.worker.test.ts counts them). */
const D1_ROWS = 4

it('a turn of 20 seconds writes at most 30 rows, room and D1 together', { timeout: 40_000 }, async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('warm up', 'flow-0-1-0')
  await browser.settled(2)
  await sleep(2500)
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
  browser.say('twenty seconds', 'flow-0-1000-20')
  await browser.until(() => browser.state.list.length === 4, 5_000)
  await browser.until(() => browser.state.running === null, 30_000)
  await sleep(800)
  console.log(`rows written for a turn of 20 s: ${written + D1_ROWS} (${written} in the room, ${D1_ROWS} in D1)`)
  expect(written).toBeGreaterThan(10)
  expect(written + D1_ROWS).toBeLessThanOrEqual(30)
})
