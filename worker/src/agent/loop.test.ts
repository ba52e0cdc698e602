import { expect, test } from 'vitest'
import { callsTools, runLoop, STEPS_MAX, type LoopPorts } from './loop.ts'
import { newEnd, type StepEnd } from './step-end.ts'

const event = (id: string) => ({ type: 'tool_call' as const, id, name: 'look', arguments: '{}', at: 0 })
const called = (...ids: string[]): StepEnd => ({ ...newEnd(), reason: 'tool_calls', tool_calls: ids.map(event) })
const said: StepEnd = { ...newEnd(), reason: 'stop' }

/** A turn whose model answers as `ends` say, one for each step; what is done is written down in order. */
function turn(ends: (step: number) => StepEnd, more: Partial<LoopPorts<string, string>> = {}) {
  const done: string[] = []
  const ports: LoopPorts<string, string> = {
    plan: async (step, isLast) => {
      done.push(isLast ? `plan ${step}, the last` : `plan ${step}`)
      return null
    },
    ask: async (step) => ends(step),
    store: (step, end, goesOn) => {
      done.push(`store ${step}`)
      return goesOn ? end.tool_calls.map(({ id }) => id) : []
    },
    runTool: async (call) => {
      done.push(`run ${call}`)
      return null
    },
    ...more,
  }
  return { ports, done }
}

test('a step is stored before its calls run, and these before the next step is planned', async () => {
  const { ports, done } = turn((step) => [called('a', 'b'), called('c'), said][step] ?? said)
  expect(await runLoop(ports, { step: 0, calls: [], tools: 1 })).toEqual({ end: said, waits: null })
  expect(done).toEqual(['plan 0', 'store 0', 'run a', 'run b', 'plan 1', 'store 1', 'run c', 'plan 2', 'store 2'])
})

test('it goes on where it was: with the calls that had not ended, then the next step', async () => {
  const { ports, done } = turn(() => said)
  await runLoop(ports, { step: 3, calls: ['c'], tools: 1 })
  expect(done).toEqual(['run c', 'plan 3', 'store 3'])
})

test('it waits at a plan or at a call, and says for what', async () => {
  const atPlan = turn(() => said, { plan: async () => 'a budget' })
  expect(await runLoop(atPlan.ports, { step: 0, calls: [], tools: 1 })).toEqual({ end: null, waits: 'a budget' })
  const atCall = turn(() => called('a'), { runTool: async () => 'a job' })
  expect(await runLoop(atCall.ports, { step: 0, calls: [], tools: 1 })).toEqual({ end: null, waits: 'a job' })
  expect(atCall.done).toEqual(['plan 0', 'store 0'])
})

test('without tools a call ends the turn', async () => {
  const { ports, done } = turn(() => called('a'))
  await runLoop(ports, { step: 0, calls: [], tools: 0 })
  expect(done).toEqual(['plan 0', 'store 0'])
})

test('a model that calls without end is told when its last step has come, and ends there', async () => {
  const { ports, done } = turn((step) => called(`c${step}`))
  await runLoop(ports, { step: 0, calls: [], tools: 1 })
  expect(done.filter((one) => one.startsWith('store'))).toHaveLength(STEPS_MAX)
  expect(done.slice(-2)).toEqual([`plan ${STEPS_MAX - 1}, the last`, `store ${STEPS_MAX - 1}`])
})

test('what was stopped stays stopped, wherever it was', async () => {
  const stopped = new Error('stopped')
  const stop = async () => {
    throw stopped
  }
  for (const port of ['plan', 'ask', 'runTool'] as const) {
    const { ports } = turn(() => called('a'), { [port]: stop })
    await expect(runLoop(ports, { step: 0, calls: [], tools: 1 })).rejects.toBe(stopped)
  }
})

test.each([
  ['calls tools', called('a'), true],
  ['says stop though it called', { ...called('a'), reason: 'stop' as const }, true],
  ['called nothing', said, false],
  ['was cut in a call', { ...called('a'), reason: 'length' as const }, false],
  ['was filtered', { ...called('a'), reason: 'content_filter' as const }, false],
  ['broke', { ...called('a'), failure: newFailure() }, false],
])('a step that %s: are its calls run? (T12)', (_, end, isRun) => expect(callsTools(end)).toBe(isRun))

function newFailure() {
  return { kind: 'provider_stream_broken' as const, status: null, message: '', retry_after: null }
}
