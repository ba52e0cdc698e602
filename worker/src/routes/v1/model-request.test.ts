import { expect, test } from 'vitest'
import type { OpenModel } from '../../models/open-model.ts'
import { chatBody } from './chat-body.ts'
import { echoDetails } from './echo-details.ts'
import { modelRequest } from './model-request.ts'

const access = (wire: string, more: object = {}) =>
  ({
    provider: 'custom',
    model: 'm',
    wire: { name: wire },
    key_id: 'k1',
    max_output: 99,
    context_window: 999,
    ...more,
  }) as OpenModel
const request = (body: object, to = access('chat')) =>
  modelRequest(chatBody.parse({ model: 'custom/m', messages: [{ role: 'user', content: 'Hi' }], ...body }), to)

test('a conversation with an image, a tool and thinking', () => {
  const echo = echoDetails(access('anthropic'), [{ signature: 's' }])
  const messages = [
    {
      role: 'developer',
      content: [
        { type: 'text', text: 'Be' },
        { type: 'text', text: 'brief.' },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'data:image/PNG;base64,AAAA' } },
        { type: 'image_url', image_url: { url: 'https://pictures.test/a.png', detail: 'low' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      reasoning_content: 'Hm.',
      reasoning_details: [{ type: 'reasoning.text', text: 'of another server' }, ...echo!],
      tool_calls: [
        { id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":1}' } },
        {
          id: 'c2',
          type: 'function',
          function: { name: 'listen', arguments: '' },
          extra_content: { google: { thought_signature: 'sig' } },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'c2', content: 'quiet' },
    { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: 'a cat' }] },
    { role: 'assistant', content: '', refusal: 'No.' },
  ]
  expect(request({ messages }, access('anthropic')).messages).toEqual([
    { role: 'system', content: 'Be\nbrief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', media_type: 'image/png', data: 'AAAA' },
        { type: 'image_url', url: 'https://pictures.test/a.png', detail: 'low' },
      ],
    },
    {
      role: 'assistant',
      content: '',
      reasoning: 'Hm.',
      echo: { wire: 'anthropic', model: 'm', items: [{ signature: 's' }] },
      tool_calls: [
        { id: 'c1', name: 'look', arguments: '{"at":1}', signature: undefined },
        { id: 'c2', name: 'listen', arguments: '', signature: 'sig' },
      ],
    },
    { role: 'tool', tool_call_id: 'c2', name: 'listen', content: 'quiet' },
    { role: 'tool', tool_call_id: 'c1', name: 'look', content: 'a cat' },
    { role: 'assistant', content: 'No.', reasoning: undefined, echo: undefined, tool_calls: undefined },
  ])
})

test('what a provider wants back goes to the account it came from, and to nobody else', () => {
  const reasoning_details = echoDetails(access('anthropic'), [1])
  const messages = [{ role: 'assistant', content: 'x', reasoning_details }]
  const [message] = request({ messages }, access('anthropic', { key_id: 'k2' })).messages
  expect(message).toMatchObject({ role: 'assistant', echo: undefined })
  expect(echoDetails(access('chat'), [])).toBeUndefined()
})

test('options and tools', () => {
  const schema = { type: 'object', properties: { a: {} } }
  const asked = request({
    temperature: 0.5,
    top_p: 0.9,
    max_tokens: 10,
    max_completion_tokens: 20,
    stop: 'END',
    tools: [
      { type: 'function', function: { name: 'f' } },
      { type: 'function', function: { name: 'g', description: 'G', parameters: schema, strict: true } },
    ],
    tool_choice: { type: 'function', function: { name: 'g' } },
    parallel_tool_calls: false,
    response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } },
  })
  expect(asked).toMatchObject({
    model: 'm',
    options: { temperature: 0.5, top_p: 0.9, max_tokens: 20, stop: ['END'] },
    tools: [
      { name: 'f', description: '', parameters: { type: 'object', properties: {} } },
      { name: 'g', description: 'G', parameters: schema, strict: true },
    ],
    tool_choice: { name: 'g' },
    parallel_tool_calls: false,
    response_format: { type: 'json_schema', name: 'n', schema, strict: true },
    max_output: 99,
    context_window: 999,
  })
  expect(request({ response_format: { type: 'json_object' }, tool_choice: 'required' })).toMatchObject({
    response_format: { type: 'json' },
    tool_choice: 'required',
  })
  expect(request({ response_format: { type: 'text' } }).response_format).toBeUndefined()
})

test.each([
  ['minimal', 'anthropic', 'low'],
  ['none', 'responses', 'low'],
  ['none', 'anthropic', undefined],
  ['none', 'bedrock', undefined],
  ['medium', 'gemini', 'medium'],
  ['xhigh', 'responses', 'high'],
])('reasoning_effort %s over %s is %s', (reasoning_effort, wire, reasoning) => {
  expect(request({ reasoning_effort }, access(wire)).options.reasoning).toBe(reasoning)
})
