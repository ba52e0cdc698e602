import { expect, test } from 'vitest'
import type { PromptMessage, ToolDefinition } from '../wire.ts'
import { readStream } from '../testing/read-stream.ts'
import { provider } from '../registry.ts'
import { callsFor } from './tool-use.ts'
import { demoWire } from './wire.ts'

const demo = provider('demo')!
const tools = ['current_time', 'calculate'].map((name): ToolDefinition => ({
  name,
  description: '',
  parameters: { type: 'object' },
}))

async function answer(messages: PromptMessage[], offered: ToolDefinition[] = tools) {
  const credentials = { api_key: '', base_url: '', region: null }
  const request = demoWire.request(credentials, { model: 'demo', messages, options: {}, tools: offered })
  const response = await demo.fetch(request)
  return readStream(demo.wire.reader(), new Uint8Array(await response.arrayBuffer()), [])
}

const time = (time_zone?: string) => ['current_time', time_zone ? { time_zone } : {}]
const sum = (expression: string) => ['calculate', { expression }]

test.each([
  ['What time is it in Tokyo?', [time('Asia/Tokyo')]],
  ["what's the time in new york please", [time('America/New_York')]],
  ['What time is it?', [time()]],
  ['what day is today in the office', [time()]],
  ['What time is it in Springfield?', [time('Springfield')]],
  ['How much is 12.5 * 8?', [sum('12.5 * 8')]],
  ['What is 15% of 80?', [sum('15% * 80')]],
  ['calculate 3 times (4 plus 5)', [sum('3 * (4 + 5)')]],
  ['1/3 =', [sum('1/3')]],
  ['What is sqrt(2) + 1?', [sum('sqrt(2) + 1')]],
  ['What time is it in Paris, and how much is 2^64 - 1?', [time('Europe/Paris'), sum('2^64 - 1')]],
  ['Explain streaming with a short example', []],
  ['Make a plan for 2-3 weeks', []],
  ['What is new in version 4.2?', []],
  ['How much time do I have?', []],
])('%s', (asked, calls) => expect(callsFor(asked).map((call) => [call.name, call.arguments])).toEqual(calls))

test.each(['(', '-', '1 ', 'a ', 'in '])('a message of nothing but %j is looked through at once', (part) => {
  const started = performance.now()
  callsFor(part.repeat(50_000 / part.length))
  expect(performance.now() - started).toBeLessThan(1000)
})

test('a call a step, each after its words, and then what the tools said', async () => {
  const messages: PromptMessage[] = [{ role: 'user', content: 'What time is it in Tokyo, and how much is 12.5 * 8?' }]
  const first = await answer(messages)
  expect(first).toMatchObject({
    finish: 'tool_calls',
    tool_calls: [{ name: 'current_time', arguments: '{"time_zone":"Asia/Tokyo"}' }],
  })
  expect(first.text).toContain('a script, not a model')
  follow(messages, first, '2026-03-10T08:05:07+09:00')
  const second = await answer(messages)
  expect(second).toMatchObject({ tool_calls: [{ name: 'calculate' }], text: 'I will work that out.' })
  expect(second.tool_calls[0]!.id).not.toBe(first.tool_calls[0]!.id)
  follow(messages, second, '100')
  const third = await answer(messages)
  expect(third).toMatchObject({ finish: 'stop', tool_calls: [] })
  expect(third.text).toBe('The clock says **2026-03-10T08:05:07+09:00**.\n\n12.5 * 8 = **100**')
})

function follow(messages: PromptMessage[], { text, tool_calls }: Awaited<ReturnType<typeof answer>>, output: string) {
  messages.push({ role: 'assistant', content: text, tool_calls })
  messages.push({ role: 'tool', tool_call_id: tool_calls[0]!.id, name: tool_calls[0]!.name, content: output })
}

test('a failed call is told as one', async () => {
  const messages: PromptMessage[] = [{ role: 'user', content: 'How much is 1/0?' }]
  const { text, tool_calls } = await answer(messages)
  follow(messages, { text, tool_calls } as never, 'Division by zero at character 2.')
  Object.assign(messages.at(-1)!, { is_error: true })
  expect((await answer(messages)).text).toBe('That did not work. The tool says: Division by zero at character 2.')
})

test.each([[[]], [[tools[0]!]]])('where the tool is not offered it says that Tools is off', async (offered) => {
  const { text, finish } = await answer([{ role: 'user', content: 'How much is 12.5 * 8?' }], offered)
  expect(text).toContain('**Tools** is off')
  expect(text).toContain('a script, not a model')
  expect(finish).toBe('stop')
})

test('a summary of such a conversation is none', async () => {
  const messages: PromptMessage[] = [
    { role: 'system', content: 'Summarize the conversation.' },
    { role: 'user', content: 'Person: What time is it in Tokyo?' },
  ]
  expect((await answer(messages, [])).text).not.toContain('Tools')
})

test('its model says that it can use tools', async () => {
  const response = await demo.fetch(demoWire.models({ api_key: '', base_url: '', region: null }))
  expect(demo.wire.readModels(await response.json())[0]!.abilities).toContain('tools')
})
