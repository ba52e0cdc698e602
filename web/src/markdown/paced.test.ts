import { expect, test } from 'vitest'
import { LAST_STEP, makePaced, STEP } from './paced.ts'

function paced() {
  const shown: [number, boolean][] = []
  let frame: (() => void) | null = null
  const view = {
    update: (text: string, ended: boolean) => void shown.push([text.length, ended]),
    dispose: () => undefined,
  }
  const made = makePaced(view, (run) => {
    frame = () => run(0)
    return 0
  })
  const paint = () => {
    const run = frame
    frame = null
    run?.()
  }
  return { ...made, shown, paint }
}

test('a text that is whole from the start is shown at once', () => {
  const { update, shown } = paced()
  update('x'.repeat(50_000), true)
  expect(shown).toEqual([[50_000, true]])
})

test('a flood is shown over some frames, nothing of it is lost, and the end comes last', () => {
  const { update, shown, paint } = paced()
  update('x'.repeat(10), false)
  update('x'.repeat(4 * STEP), false)
  paint()
  update('x'.repeat(4 * STEP + LAST_STEP), true)
  paint()
  paint()
  paint()
  expect(shown).toEqual([
    [10, false],
    [10 + STEP, false],
    [10 + 2 * STEP, false],
    [10 + 2 * STEP + LAST_STEP, false],
    [4 * STEP + LAST_STEP, true],
  ])
})

test('what arrives at a reader’s pace waits for nothing', () => {
  const { update, shown } = paced()
  for (const length of [5, 10, 15]) update('x'.repeat(length), false)
  update('x'.repeat(15), true)
  expect(shown.map(([length]) => length)).toEqual([5, 10, 15, 15])
})

test('a shorter text begins anew', () => {
  const { update, shown } = paced()
  update('x'.repeat(STEP), false)
  update('x'.repeat(5), false)
  expect(shown.at(-1)).toEqual([5, false])
})
