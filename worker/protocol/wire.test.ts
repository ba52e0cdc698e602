import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isAtLeast, raised, wireChange } from '../test/wire-change.ts'
import { shapeOf, shared, type Shape, type Wire } from '../test/wire-shape.ts'
import { errorCodes, providerFailureKinds } from './error.ts'
import { personEvent, personNotice } from './person-down.ts'
import { personUp } from './person-up.ts'
import type { Operation } from './rest/operation.ts'
import { operations } from './rest/operations.ts'
import { threadEvent, threadNotice } from './thread-down.ts'
import { threadUp } from './thread-up.ts'
import { PROTOCOL_VERSION } from './version.ts'

const file = `${import.meta.dirname}/wire.snapshot.json`

/** Every frame, route and closed list of the wire by name. */
function wire(): Wire {
  const routes = Object.values(operations).flat()
  const down = [...threadEvent.options, ...threadNotice.options]
  const mine = [...personEvent.options, ...personNotice.options]
  return {
    server: Object.fromEntries([
      ...threadUp.options.map((frame) => [`up ${frame.shape.type.value}`, shapeOf(frame, 'server')]),
      ...personUp.options.map((frame) => [`me up ${frame.shape.type.value}`, shapeOf(frame, 'server')]),
      ...routes.map((one) => [nameOf(one), asked(one)]),
    ]),
    client: Object.fromEntries([
      ['error codes', { '.': errorCodes.join(' | ') }],
      ['provider failures', { '.': providerFailureKinds.join(' | ') }],
      ...Object.entries(shared).map(([name, schema]) => [name, shapeOf(schema, 'client')]),
      ...down.map((frame) => [`down ${frame.shape.type.value}`, shapeOf(frame, 'client')]),
      ...mine.map((frame) => [`me down ${frame.shape.type.value}`, shapeOf(frame, 'client')]),
      ...routes.map((one) => [nameOf(one), answered(one)]),
    ]),
  }
}

const nameOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`

function asked({ access, query, body }: Operation): Shape {
  return {
    access,
    ...(query && under('query', shapeOf(query, 'server'))),
    ...(body && under('body', shapeOf(body, 'server'))),
  }
}

function answered({ answers, format = 'json' }: Operation): Shape {
  const shapes = Object.entries(answers).map(([status, schema]) =>
    schema ? under(status, shapeOf(schema, 'client')) : { [status]: 'no body' },
  )
  return Object.assign({ format }, ...shapes) as Shape
}

const under = (part: string, shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).map(([path, words]) => [path === '.' ? part : `${part}.${path}`, words]))

test('the wire is what wire.snapshot.json says; whoever changes it raises PROTOCOL_VERSION (S9)', () => {
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { version: string; wire: Wire }
  const now = { version: PROTOCOL_VERSION, wire: wire() }
  const { raises, why } = wireChange(kept.wire, now.wire)
  const least = raised(kept.version, raises)
  const todo = `The wire has changed (${raises}: ${why.join('; ')}). In version.ts set PROTOCOL_VERSION to '${least}' or later, then WIRE=write npm run test:plain`
  expect(isAtLeast(PROTOCOL_VERSION, least), todo).toBe(true)
  if (process.env.WIRE === 'write') writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`)
  expect(JSON.parse(readFileSync(file, 'utf8')), 'WIRE=write npm run test:plain writes it down').toEqual(now)
})

test('every code of a closed list is there once', () => {
  for (const list of [errorCodes, providerFailureKinds]) expect(new Set(list).size).toBe(list.length)
})
