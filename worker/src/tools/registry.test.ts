import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { definitionOf, runTool, toolNames, toolsNamed } from './registry.ts'
import type { Tool } from './tool.ts'

const ports = { now: () => new Date(0), signal: new AbortController().signal }
const tools = toolsNamed(toolNames)

test('tools are taken by name, each once and in one order; what is none is left out', () => {
  const names = toolsNamed(['calculate', 'launch_rocket', 'current_time', 'calculate']).map(({ name }) => name)
  expect(names).toEqual(['current_time', 'calculate'])
})

test('a definition is a plain JSON schema that every provider takes', () => {
  for (const { parameters, description } of tools.map(definitionOf)) {
    expect(parameters).toMatchObject({ type: 'object', additionalProperties: false })
    expect(Object.keys(parameters).filter((key) => key.startsWith('$'))).toEqual([])
    expect(JSON.stringify(parameters)).not.toMatch(/anyOf|"\$ref"|null/)
    expect(description.length).toBeLessThan(1024)
  }
  expect(tools.map((tool) => definitionOf(tool).parameters.required)).toEqual([undefined, ['expression']])
})

test.each([
  ['launch_rocket', {}, 'There is no tool "launch_rocket" here. There are: current_time, calculate.'],
  ['calculate', undefined, "The arguments of calculate don't fit. expression: "],
  ['calculate', '', "The arguments of calculate don't fit. expression: "],
  ['calculate', {}, "The arguments of calculate don't fit. expression: "],
  ['calculate', { expression: 7 }, 'expression: Invalid input: expected string'],
  ['calculate', { sum: '1', expression: '1' }, 'Unrecognized key: "sum"'],
  ['calculate', '{"expression": "1 +', 'not whole JSON'],
  ['calculate', ['1 + 1'], "don't fit"],
])('%s with %o: the model is told what is wrong', async (name, input, words) => {
  const { output, failed } = await runTool(tools, { name, input }, ports)
  expect(failed).toBe(true)
  expect(output).toContain(words)
})

test('where nothing was offered, the words say so', async () =>
  expect((await runTool([], { name: 'calculate', input: {} }, ports)).output).toContain('None was offered'))

test.each([undefined, null, '', ' \n', {}, { time_zone: null }])('%o is a call without arguments', async (input) =>
  expect(await runTool(tools, { name: 'current_time', input }, ports)).toEqual({
    output: '1970-01-01T00:00:00+00:00, Thursday, UTC',
    failed: false,
  }),
)

test('a tool that breaks is a failed call, in words without its secrets, and in the log', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  const broken: Tool = { ...tools[0]!, input: z.unknown(), run: () => Promise.reject(new Error('inner matters')) }
  const result = await runTool([broken], { name: 'current_time', input: {} }, ports)
  expect(result).toEqual({
    output: 'current_time broke, which is no fault of its arguments. Go on without it.',
    failed: true,
  })
  expect(logged.mock.calls.join()).toContain('inner matters')
  logged.mockRestore()
})

test('a tool that a stop ended says so', async () => {
  const stopped: Tool = {
    ...tools[0]!,
    input: z.unknown(),
    run: (_, { signal }) => {
      throw signal.reason
    },
  }
  const signal = AbortSignal.abort(new Error('stopped'))
  expect(await runTool([stopped], { name: 'current_time', input: {} }, { ...ports, signal })).toEqual({
    output: 'current_time was stopped.',
    failed: true,
  })
})
