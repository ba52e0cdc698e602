import { describe, expect, test } from 'vitest'
import { expectRefused, expectRight } from './testing/expect-right.ts'
import { readStream, waysToCut } from './testing/read-stream.ts'
import { recordedCases, type RecordedCase } from './testing/recorded-cases.ts'
import { noAnswers, unmet } from './testing/recorded-expectations.ts'
import { recordedWires } from './testing/recorded-wires.ts'

const cases = recordedCases().filter((one) => !noAnswers.has(one.api))
const answers = named(cases.filter((one) => one.status !== null && one.status < 400))
const refusals = named(cases.filter((one) => one.status !== null && one.status >= 400))

function named(some: RecordedCase[]): [string, RecordedCase][] {
  return some.map((one) => [one.name, one])
}

test.runIf(cases.length)('every recording is read by a wire format, and each that is not met says why', () => {
  expect([...new Set(cases.map((one) => one.api))].filter((api) => !recordedWires[api])).toEqual([])
  expect(Object.keys(unmet).filter((name) => !cases.some((one) => one.name === name))).toEqual([])
  console.log(`${cases.length - Object.keys(unmet).length} of ${cases.length} recorded answers as expected`)
})

describe.runIf(answers.length)('recorded answers', () => {
  test.for(answers)('%s', ([name, one]) => {
    const hints = one.split_hints.map((hint) => [hint])
    for (const cuts of [...waysToCut(one.body.length).map(([, way]) => way), ...hints]) {
      const answer = readStream(recordedWires[one.api]!.reader(), one.body, cuts)
      expect(answer.finish ?? answer.failure?.kind).not.toBeUndefined()
      if (!unmet[name]) expectRight(answer, one)
    }
  })
})

describe.runIf(refusals.length)('recorded failures', () => {
  test.for(refusals)('%s', ([, one]) => expectRefused(recordedWires[one.api]!, one))
})
