import { expect, test } from 'vitest'
import { stepsKeys } from '../../../e2e/provider/steps/steps-keys.ts'
import { goldenWires } from './testing/golden-wires.ts'
import { recordedWires } from './testing/recorded-wires.ts'
import { sampleStreams } from './testing/sample-streams.ts'
import { wireNames } from './wire.ts'

const spoken = wireNames.filter((name) => name !== 'demo')

test.for([
  ['golden-wires.ts', goldenWires.map(({ wire }) => wire.name)],
  ['recorded-wires.ts', Object.values(recordedWires).map(({ name }) => name)],
  ['sample-streams.ts', Object.values(sampleStreams).map(({ wire }) => wire.name)],
  ['e2e/provider/steps/steps-keys.ts', stepsKeys('').map(({ wire }) => wire)],
] as const)('%s has every format that a provider speaks', ([, names]) => {
  expect(spoken.filter((name) => !names.includes(name))).toEqual([])
})
