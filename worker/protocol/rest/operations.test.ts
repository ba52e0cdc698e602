import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'

const nouns = readdirSync(import.meta.dirname).filter((name) => /^(?!operations?\.)[\w-]+(?<!\.test)\.ts$/.test(name))

test.for(nouns)('the operations of %s are in operations.ts', async (name) => {
  const all = Object.values(operations).flat()
  const file = (await import(`./${name}`)) as Record<string, unknown>
  const own = Object.entries(file).flatMap(([name, value]) =>
    name.endsWith('Operations') ? (value as Operation[]) : [],
  )
  expect(own.filter((one) => !all.includes(one))).toEqual([])
})
