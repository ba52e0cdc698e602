import { abortAllDurableObjects } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import { unwrap } from '../../../src/lib/error.ts'
import { Browser, makePlace, makeThread, recorded, sleep, type Place } from '../../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const page = { limit: 50, include_deleted: false, tree: false }

test('shows the whole branch at once after a crash that took an answer before its first word', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('first', 'flow-0-3-0')
  await browser.settled(2)
  browser.say('crash before words', 'flow-3000-5-0')
  await expect.poll(async () => (await recorded('crash before words')).length).toBe(1)
  // The empty answer has been announced and its branch selected; give that the time to be stored.
  await sleep(1200)
  browser.cut()
  await abortAllDurableObjects()
  // Nobody rang the alarm: this is the very first call after the crash.
  const { messages } = unwrap(await room().messages(page))
  expect(messages.map(({ content }) => content).slice(0, 3)).toEqual(['first', 'w0 w1 w2', 'crash before words'])
})
