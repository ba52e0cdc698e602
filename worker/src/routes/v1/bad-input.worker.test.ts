import { beforeAll, expect, test } from 'vitest'
import { talker } from '../../../test/client.ts'
import { ask, Program } from '../../../test/v1.ts'

let program: Program
beforeAll(async () => {
  program = await Program.of(await talker())
})

const user = (content: unknown) => ({ messages: [{ role: 'user', content }] })
const toolCall = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }

test.each([
  [{ model: undefined }, 'model'],
  [{ model: 7 }, 'model'],
  [{ messages: undefined }, 'messages'],
  [{ messages: [] }, 'messages'],
  [{ messages: 'Hi' }, 'messages'],
  [{ messages: [{ role: 'function', content: 'x' }] }, 'messages[0].role'],
  [{ messages: [{ role: 'user' }] }, 'messages[0].content'],
  [user(7), 'messages[0].content'],
  [user([]), 'messages[0].content'],
  [user([{ type: 'text' }]), 'messages[0].content[0].text'],
  [user([{ type: 'text', text: 'x' }, { type: 'input_audio' }]), 'messages[0].content[1].type'],
  [user([{ type: 'image_url', image_url: { url: 'file:///etc/passwd' } }]), 'messages[0].content[0].image_url.url'],
  [
    user([{ type: 'image_url', image_url: { url: 'https://example.test/a.png', detail: 'none' } }]),
    'messages[0].content[0].image_url.detail',
  ],
  [{ messages: [{ role: 'tool', tool_call_id: 'c1', content: 'x' }] }, 'messages[0].tool_call_id'],
  [{ messages: [{ role: 'assistant', tool_calls: [{ ...toolCall, id: '' }] }] }, 'messages[0].tool_calls[0].id'],
  [{ messages: [{ role: 'assistant', function_call: { name: 'f' } }] }, 'messages[0].function_call'],
  [{ temperature: 3 }, 'temperature'],
  [{ top_p: '1' }, 'top_p'],
  [{ max_tokens: 0 }, 'max_tokens'],
  [{ max_completion_tokens: 1.5 }, 'max_completion_tokens'],
  [{ stop: [''] }, 'stop[0]'],
  [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'],
  [{ reasoning_effort: 'much' }, 'reasoning_effort'],
  [{ tools: [{ type: 'web_search' }] }, 'tools[0].type'],
  [{ tools: [{ type: 'function', function: {} }] }, 'tools[0].function.name'],
  [{ tool_choice: 'maybe' }, 'tool_choice'],
  [{ response_format: { type: 'xml' } }, 'response_format.type'],
  [{ n: 2 }, 'n'],
  [{ functions: [] }, 'functions'],
  [{ function_call: 'auto' }, 'function_call'],
  [{ stream: 'yes' }, 'stream'],
  [{ stream_options: { include_usage: 1 } }, 'stream_options.include_usage'],
])('%j is refused naming its field', async (wrong, param) => {
  const answer = await program.json('/chat/completions', { ...ask('echo'), ...wrong })
  expect(answer.status).toBe(400)
  expect(answer.body.error).toEqual({
    message: expect.stringContaining(param),
    type: 'invalid_request_error',
    param,
    code: 'invalid_request',
  })
})

test.each(['', '{', '[]', 'null', '"x"'])('the body %j is refused', async (body) => {
  const answer = await program.json('/chat/completions', body)
  expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request'])
})

test('more than 20 MB is refused; less is read', async () => {
  const long = (mb: number) => user([{ type: 'text', text: 'x'.repeat(mb * 1_000_000) }])
  expect((await program.json('/chat/completions', { ...ask('flow-0-1-0'), ...long(21) })).status).toBe(413)
  expect((await program.json('/chat/completions', { ...ask('flow-0-1-0'), ...long(5) })).status).toBe(200)
})

test('null means left out, and what nobody here knows is ignored', async () => {
  const nothing = {
    temperature: null,
    max_tokens: null,
    stop: null,
    tools: null,
    tool_choice: null,
    n: null,
    stream: null,
  }
  const strange = { seed: 7, user: 'ada', logit_bias: {}, metadata: { a: 1 }, store: false, frequency_penalty: 0 }
  const answer = await program.json('/chat/completions', { ...ask('echo'), ...nothing, ...strange })
  expect(answer.body.choices[0].message.content).toBe('Say it')
})

test('embeddings of a provider that has none', async () => {
  const answer = await program.json('/embeddings', { model: 'demo/demo', input: 'x' })
  expect([answer.status, answer.body.error.param]).toEqual([400, 'model'])
})
