import { expect, test } from 'vitest'
import { fieldErrors, parseJson } from './codec.ts'
import { id, newId } from './ids.ts'
import { roleAtLeast } from './person.ts'
import { threadUp } from './thread-up.ts'

test('new ids are UUIDs of version 7 that sort by the moment they were made', () => {
  const ids = Array.from({ length: 10_000 }, newId)
  expect(ids.every((one) => id.safeParse(one).success && one[14] === '7')).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
  const ms = Number.parseInt(ids[0]!.replace('-', '').slice(0, 12), 16)
  expect(Math.abs(ms - Date.now())).toBeLessThan(5_000)
})

test('names the field of each thing that does not parse', () => {
  const frame = { type: 'send_message', message_id: 'x', content: '', options: { temperature: 5 } }
  const parsed = threadUp.safeParse(frame)
  expect(fieldErrors(parsed.error!).map(({ field }) => field)).toEqual(['message_id', 'content', 'options.temperature'])
})

test('drops what it does not know and keeps prototypes clean', () => {
  const json = parseJson(`{"type":"stop","more":1,"__proto__":{"admin":true}}`)
  expect(threadUp.parse(json)).toEqual({ type: 'stop' })
  expect('admin' in {}).toBe(false)
})

test('an owner may what an editor may, an editor what a viewer may', () => {
  expect(roleAtLeast('owner', 'editor') && roleAtLeast('editor', 'editor') && roleAtLeast('editor', 'viewer')).toBe(
    true,
  )
  expect(roleAtLeast('viewer', 'editor') || roleAtLeast('editor', 'owner')).toBe(false)
})
