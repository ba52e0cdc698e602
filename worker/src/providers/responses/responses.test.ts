import { expect, test } from 'vitest'
import { responses } from './responses.ts'
import { readStream } from '../testing/read-stream.ts'
import type { ModelRequest, PromptMessage } from '../wire.ts'

const credentials = { api_key: 'k', base_url: 'https://models.example/v1', region: null }
const hello: PromptMessage = { role: 'user', content: 'hello' }

type Body = Record<string, unknown> & { input: Record<string, unknown>[] }
async function body(fields: Partial<ModelRequest>): Promise<Body> {
  const request = { model: 'gpt-4o', messages: [hello], options: {}, ...fields }
  return (await responses().request(credentials, request).json()) as Body
}

test('what is not asked for is not sent', async () => {
  expect(await body({})).toEqual({
    model: 'gpt-4o',
    input: [{ type: 'message', role: 'user', content: 'hello' }],
    stream: true,
    store: false,
  })
})

test('models that reason keep their reasoning encrypted and take no temperature; others the other way round', async () => {
  const options = { reasoning: 'low', temperature: 0.2, top_p: 0.9, stop: ['x'] } as const
  const include = ['reasoning.encrypted_content']
  for (const model of ['gpt-5.2', 'o4-mini', 'ft:o4-mini:me', 'gpt-5.3-codex']) {
    const sent = await body({ model, options: { ...options, stop: ['x'] } })
    expect(sent).toMatchObject({ include, reasoning: { effort: 'low', summary: 'auto' } })
    expect(Object.keys(sent)).not.toEqual(expect.arrayContaining(['temperature']))
    expect(sent.stop).toBeUndefined()
  }
  for (const model of ['gpt-4o', 'gpt-5-chat-latest', 'chatgpt-4o-latest']) {
    const sent = await body({ model, options: { ...options, stop: ['x'] } })
    expect(sent).toMatchObject({ temperature: 0.2, top_p: 0.9 })
    expect(sent.reasoning ?? sent.include).toBeUndefined()
  }
  expect(await body({ model: 'gpt-5.2' })).toMatchObject({ include })
  const unknown = await body({ model: 'grok-4', options: { ...options, stop: ['x'] } })
  expect(unknown).toMatchObject({ include, temperature: 0.2, reasoning: { effort: 'low' } })
})

test.each([
  ['gpt-5-pro', 'high'],
  ['gpt-5.2-pro', 'medium'],
  ['o3-deep-research', 'medium'],
  ['gpt-5.2', 'low'],
])('%s asked to think a little is asked for %s', async (model, effort) => {
  expect(await body({ model, options: { reasoning: 'low' } })).toMatchObject({ reasoning: { effort } })
})

test('an id that is longer than the provider takes is shortened, in the call and in its result', async () => {
  const id = `toolu_${'x'.repeat(80)}`
  const { input } = await body({
    messages: [
      hello,
      { role: 'assistant', content: '', tool_calls: [{ id, name: 'f', arguments: '{}' }] },
      { role: 'tool', tool_call_id: id, name: 'f', content: '1' },
    ],
  })
  expect(String(input[1]!.call_id).length).toBeLessThanOrEqual(64)
  expect(input[2]!.call_id).toBe(input[1]!.call_id)
})

test('fewer tokens than the provider takes are the fewest it takes', async () => {
  expect((await body({ options: { max_tokens: 5 } })).max_output_tokens).toBe(16)
  expect((await body({ options: { max_tokens: 500 } })).max_output_tokens).toBe(500)
})

test('an answer as JSON, and a tool that must be called', async () => {
  const tools = [{ name: 'f', description: 'd', parameters: { type: 'object' } }]
  const response_format = { type: 'json_schema', name: 'x', schema: { type: 'object' }, strict: true } as const
  expect(await body({ tools, tool_choice: { name: 'f' }, parallel_tool_calls: false, response_format })).toMatchObject({
    tools: [{ type: 'function', name: 'f', strict: false }],
    tool_choice: { type: 'function', name: 'f' },
    parallel_tool_calls: false,
    text: { format: { type: 'json_schema', name: 'x', strict: true } },
  })
  expect(await body({ response_format: { type: 'json' } })).toMatchObject({ text: { format: { type: 'json_object' } } })
})

/** An answer of several pieces, as the provider streams it. */
function stream(...items: object[]): Uint8Array {
  const events = items.map((item, output_index) => ({ type: 'response.output_item.done', output_index, item }))
  const all = [...events, { type: 'response.completed', response: { status: 'completed', output: items } }]
  return new TextEncoder().encode(all.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
}

/** What is sent back of an answer that was read. */
async function sentBack(model: string, ...items: object[]): Promise<unknown[]> {
  const answer = readStream(responses().reader(), stream(...items), [])
  const message: PromptMessage = {
    role: 'assistant',
    content: answer.text,
    echo: { wire: 'responses', model: 'gpt-5.2', items: answer.echo },
    tool_calls: answer.tool_calls,
  }
  return (await body({ model, messages: [hello, message] })).input.slice(1)
}

const reasoning = (id: string) => ({ type: 'reasoning', id, summary: [], encrypted_content: `secret of ${id}` })
const said = (text: string, phase: string) => ({ type: 'message', phase, content: [{ type: 'output_text', text }] })
const call = (call_id: string) => ({ type: 'function_call', call_id, name: 'f', arguments: '{}' })

test('an answer goes back in the order it came', async () => {
  const items = [
    reasoning('1'),
    said('Looking.', 'commentary'),
    call('a'),
    reasoning('2'),
    said('There.', 'final_answer'),
  ]
  expect(await sentBack('gpt-5.2', ...items)).toEqual([
    reasoning('1'),
    { type: 'message', role: 'assistant', content: 'Looking.', phase: 'commentary' },
    call('a'),
    reasoning('2'),
    { type: 'message', role: 'assistant', content: 'There.', phase: 'final_answer' },
  ])
})

test('another model gets the words and calls alone', async () => {
  expect(await sentBack('gpt-5.3', reasoning('1'), said('Hm.', 'commentary'), call('a'))).toEqual([
    { type: 'message', role: 'assistant', content: 'Hm.' },
    call('a'),
  ])
})

test('reasoning that led to nothing is not left at the end', async () => {
  expect(await sentBack('gpt-5.2', said('Hm.', ''), reasoning('1'))).toEqual([
    reasoning('1'),
    { type: 'message', role: 'assistant', content: 'Hm.' },
  ])
  expect(await sentBack('gpt-5.2', reasoning('1'))).toEqual([])
})
