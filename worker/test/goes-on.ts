import { expect } from 'vitest'
import { halfPairs, promptIn, promptOf } from './prompt-in.ts'
import { bodiesFor, tagged, wires, type Choice, type StepsThread, type Wire } from './steps-place.ts'

/** The conversation goes on in this format and in the next one; both are asked with whole pairs in their order. */
export async function expectGoesOn(thread: StepsThread, wire: Wire, choices: Record<Wire, Choice>): Promise<void> {
  const next = wires[(wires.indexOf(wire) + 1) % wires.length]!
  for (const one of [wire, next]) {
    const before = await thread.messages()
    const model = tagged('steps-1-words-2')
    const { status } = await thread.ask(model, choices[one])
    expect(status).toBe('complete')
    const [body] = await bodiesFor(model)
    const asked = promptIn(one, body!)
    expect(halfPairs(asked)).toEqual([])
    const question = { kind: 'user', words: 'in steps, please' }
    expect(asked.map(({ kind, words }) => ({ kind, words }))).toEqual([...promptOf(before), question])
  }
}
