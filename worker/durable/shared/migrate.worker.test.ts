import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import { makePlace, makeThread, type Place } from '../../test/room.ts'
import { migrations } from '../thread/store/rows.ts'
import { migrate } from './migrate.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const tables = (sql: SqlStorage) =>
  sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'new_%' ORDER BY name")
    .toArray()
    .map(({ name }) => name)
const applied = (sql: SqlStorage) => sql.exec<{ n: number }>('SELECT count(*) AS n FROM _migrations').one().n

test('a migration that is cut in the middle leaves nothing of itself, and the next opening does it whole', async () => {
  const { room } = await makeThread(place)
  const first = 'CREATE TABLE new_one (x)'
  const cut = 'CREATE TABLE new_two (x); INSERT INTO new_two VALUES (1); INSERT INTO not_there VALUES (1)'
  await runInDurableObject(room(), (_instance, { storage }) => {
    expect(() => migrate(storage, [...migrations, first, cut])).toThrow('not_there')
  })
  await abortAllDurableObjects()
  await runInDurableObject(room(), (_instance, { storage }) => {
    expect([tables(storage.sql), applied(storage.sql)]).toEqual([['new_one'], migrations.length + 1])
    const whole = 'CREATE TABLE new_two (x); INSERT INTO new_two VALUES (1)'
    migrate(storage, [...migrations, first, whole])
    migrate(storage, [...migrations, first, whole])
    expect([tables(storage.sql), applied(storage.sql)]).toEqual([['new_one', 'new_two'], migrations.length + 2])
    expect(storage.sql.exec('SELECT x FROM new_two').toArray()).toEqual([{ x: 1 }])
  })
})

test('code that knows fewer migrations than were applied opens what is there', async () => {
  const { room } = await makeThread(place, 'Kept')
  await runInDurableObject(room(), (_instance, { storage }) =>
    migrate(storage, [...migrations, 'CREATE TABLE new_one (x)']),
  )
  await abortAllDurableObjects()
  expect(await room().view()).toMatchObject({ ok: true, value: { title: 'Kept' } })
})
