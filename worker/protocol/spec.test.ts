import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const spec = readFileSync(path.join(import.meta.dirname, 'SPEC.md'), 'utf8')
const rules = [...spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((found) => found[1]!)

const letters = [...new Set(rules.map((rule) => rule[0]))].join('')
const quote = new RegExp(`\\(([${letters}]\\d+(?:, [${letters}]\\d+)*)\\)'`, 'g')

/** Rules by number, each with the tests that quote it in their title: `… (S2, S3)`. */
const quoted = new Map<string, string[]>()
for (const folder of ['worker', 'web/src', 'e2e']) {
  for (const name of testsUnder(folder)) {
    const text = readFileSync(path.join(root, name), 'utf8')
    for (const [, numbers] of text.matchAll(quote))
      for (const rule of numbers!.split(', ')) quoted.set(rule, [...(quoted.get(rule) ?? []), name])
  }
}

function testsUnder(folder: string): string[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => /\.(test|e2e)\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`)
}

test('every rule of SPEC.md is in the title of a test', () => {
  expect(rules.length).toBeGreaterThan(30)
  expect(rules.filter((rule) => !quoted.has(rule))).toEqual([])
})

test('no test quotes a rule that SPEC.md does not have, and no two rules have one number', () => {
  expect([...quoted].filter(([rule]) => !rules.includes(rule))).toEqual([])
  expect(rules).toEqual([...new Set(rules)])
})
