import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { errorCodes, providerFailureKinds } from './error.ts'
import type { Operation } from './rest/operation.ts'
import { operations } from './rest/operations.ts'
import { threadEvent, threadNotice } from './thread-down.ts'
import { threadUp } from './thread-up.ts'
import { PROTOCOL_VERSION } from './version.ts'

const file = `${import.meta.dirname}/wire.snapshot.json`
const schema = (one: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(one, { io, unrepresentable: 'any' })

/** Every frame, route and closed list of the wire by name, each with the hash of its schema. */
function wire(): Record<string, string> {
  const parts: [string, unknown][] = [
    ['version', PROTOCOL_VERSION],
    ['error codes', errorCodes],
    ['provider failures', providerFailureKinds],
    ...threadUp.options.map((frame): [string, unknown] => [`up ${frame.shape.type.value}`, schema(frame, 'input')]),
    ...[...threadEvent.options, ...threadNotice.options].map((frame): [string, unknown] => [
      `down ${frame.shape.type.value}`,
      schema(frame, 'output'),
    ]),
    ...Object.values(operations).flat().map(route),
  ]
  return Object.fromEntries(parts.map(([name, value]) => [name, hash(value)]))
}

function route({ method, path, access, query, body, answers, format }: Operation): [string, unknown] {
  const shown = Object.entries(answers).map(([status, answer]) => [status, answer && schema(answer, 'output')])
  const asked = [query && schema(query, 'input'), body && schema(body, 'input')]
  return [`${method.toUpperCase()} ${path}`, [access, format, asked, shown]]
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}

it('the wire is what wire.snapshot.json says; a change of it is meant (WIRE=write npm run test:plain)', () => {
  const now = `${JSON.stringify(wire(), null, 2)}\n`
  if (process.env.WIRE === 'write') writeFileSync(file, now)
  expect(now).toBe(readFileSync(file, 'utf8'))
})

it('every code of a closed list is there once', () => {
  for (const list of [errorCodes, providerFailureKinds]) expect(new Set(list).size).toBe(list.length)
})
