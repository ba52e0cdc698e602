import { anthropic } from '../anthropic/anthropic.ts'
import { bedrock } from '../bedrock/bedrock.ts'
import { chatCompletions } from '../chat-completions/chat-completions.ts'
import { gemini } from '../gemini/gemini.ts'
import { ollama } from '../ollama/ollama.ts'
import { responses } from '../responses/responses.ts'
import type { WireFormat } from '../wire.ts'
import { event as frame, join } from './event-stream-frames.ts'

/** A format's stream as its provider sends it, to be put together from pieces. Every piece is whole events. */
export interface SampleStream {
  wire: WireFormat
  /** Characters of a tool call's arguments stand in the stream as they are; elsewhere the call is an object. */
  argumentsAreText: boolean
  begin(): Uint8Array[]
  /** One token. */
  text(words: string): Uint8Array
  /** A whole call of `get_weather`. */
  call(args: string): Uint8Array[]
  /** `text`: all of it, which some repeat. */
  end(reason: 'stop' | 'length', text?: string): Uint8Array[]
}

const encoder = new TextEncoder()
const bytes = (text: string): Uint8Array => encoder.encode(text)
const data = (json: object): Uint8Array => bytes(`data: ${JSON.stringify(json)}\n\n`)
const named = (type: string, fields: object = {}): Uint8Array =>
  bytes(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`)

const chunk = (choice: object, more: object = {}): Uint8Array =>
  data({
    id: 'chatcmpl-CqT0bMrJ5t5s8Zq2qXq8dTqk3y0aP',
    object: 'chat.completion.chunk',
    created: 1_779_000_000,
    model: 'gpt-5.2-2026-01-10',
    service_tier: 'default',
    system_fingerprint: null,
    choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: null, ...choice }],
    obfuscation: 'Kx8aQz',
    ...more,
  })

const chat: SampleStream = {
  wire: chatCompletions(),
  argumentsAreText: true,
  begin: () => [chunk({ delta: { role: 'assistant', content: '', refusal: null } })],
  text: (content) => chunk({ delta: { content } }),
  call: (args) => [
    chunk({
      delta: {
        tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '' } }],
      },
    }),
    ...args
      .split(/(?=[ ,:])/)
      .map((piece) => chunk({ delta: { tool_calls: [{ index: 0, function: { arguments: piece } }] } })),
  ],
  end: (reason) => [
    chunk({ finish_reason: reason }),
    chunk({}, { choices: [], usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 } }),
    bytes('data: [DONE]\n\n'),
  ],
}

const item = { id: 'msg_05d7cd2a1f7d4b0e0068e3c1b3', type: 'message', role: 'assistant', status: 'in_progress' }
const part = (text: string) => ({ type: 'output_text', text, annotations: [] })
const functionCall = (args: string) => ({
  id: 'fc_1',
  type: 'function_call',
  call_id: 'call_1',
  name: 'get_weather',
  arguments: args,
})
const usage = { input_tokens: 20, output_tokens: 30, total_tokens: 50 }

const openAiResponses: SampleStream = {
  wire: responses(),
  argumentsAreText: true,
  begin: () => [
    named('response.created', { sequence_number: 0, response: { id: 'resp_1', output: [] } }),
    named('response.output_item.added', { output_index: 0, item: { ...item, content: [] } }),
    named('response.content_part.added', { output_index: 0, content_index: 0, item_id: item.id, part: part('') }),
  ],
  text: (delta) =>
    named('response.output_text.delta', {
      content_index: 0,
      delta,
      item_id: item.id,
      logprobs: [],
      obfuscation: 'r8neEDaEcJNme',
      output_index: 0,
      sequence_number: 7,
    }),
  call: (args) => [
    named('response.output_item.added', { output_index: 1, item: functionCall('') }),
    ...args
      .split(/(?=[ ,:])/)
      .map((delta) => named('response.function_call_arguments.delta', { output_index: 1, item_id: 'fc_1', delta })),
    named('response.output_item.done', { output_index: 1, item: functionCall(args) }),
  ],
  end: (reason, text = '') => [
    named('response.output_item.done', { output_index: 0, item: { ...item, content: [part(text)] } }),
    named(reason === 'stop' ? 'response.completed' : 'response.incomplete', {
      response: {
        id: 'resp_1',
        status: reason === 'stop' ? 'completed' : 'incomplete',
        incomplete_details: reason === 'stop' ? null : { reason: 'max_output_tokens' },
        usage,
      },
    }),
  ],
}

const claude: SampleStream = {
  wire: anthropic(),
  argumentsAreText: true,
  begin: () => [
    named('message_start', {
      message: { id: 'msg_1', type: 'message', content: [], usage: { input_tokens: 20, output_tokens: 1 } },
    }),
    named('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    named('ping'),
  ],
  text: (text) => named('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  call: (args) => [
    named('content_block_start', {
      index: 1,
      content_block: { type: 'tool_use', id: 'call_1', name: 'get_weather', input: {} },
    }),
    ...args
      .split(/(?=[ ,:])/)
      .map((partial_json) =>
        named('content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json } }),
      ),
    named('content_block_stop', { index: 1 }),
  ],
  end: (reason) => [
    named('message_delta', {
      delta: { stop_reason: reason === 'stop' ? 'end_turn' : 'max_tokens' },
      usage: { output_tokens: 30 },
    }),
    named('message_stop'),
  ],
}

const crlf = (json: object): Uint8Array => bytes(`data: ${JSON.stringify(json)}\r\n\r\n`)
const candidate = (parts: object[], more: object = {}): Uint8Array =>
  crlf({
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...more }],
    usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 30, totalTokenCount: 50 },
    modelVersion: 'gemini-2.5-flash',
    responseId: 'Kx8aQzT0bMrJ5t5s8Zq2qX',
  })

const google: SampleStream = {
  wire: gemini,
  argumentsAreText: false,
  begin: () => [],
  text: (text) => candidate([{ text }]),
  call: (args) => [candidate([{ functionCall: { name: 'get_weather', args: JSON.parse(args) as unknown } }])],
  end: (reason) => [candidate([], { finishReason: reason === 'stop' ? 'STOP' : 'MAX_TOKENS' })],
}

const converse: SampleStream = {
  wire: bedrock(),
  argumentsAreText: true,
  begin: () => [frame('messageStart', { role: 'assistant', p: 'abcdef' })],
  text: (text) => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: 'abcdefghij' }),
  call: (args) => [
    frame('contentBlockStart', {
      contentBlockIndex: 1,
      start: { toolUse: { toolUseId: 'call_1', name: 'get_weather' } },
    }),
    ...args
      .split(/(?=[ ,:])/)
      .map((input) => frame('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input } } })),
    frame('contentBlockStop', { contentBlockIndex: 1 }),
  ],
  end: (reason) => [
    frame('messageStop', { stopReason: reason === 'stop' ? 'end_turn' : 'max_tokens' }),
    frame('metadata', { usage: { inputTokens: 20, outputTokens: 30, totalTokens: 50 }, metrics: { latencyMs: 9 } }),
  ],
}

const line = (message: object, more: object = {}): Uint8Array =>
  bytes(`${JSON.stringify({ model: 'qwen3:4b', created_at: '2026-11-01T00:00:00Z', message, done: false, ...more })}\n`)

const local: SampleStream = {
  wire: ollama,
  argumentsAreText: false,
  begin: () => [],
  text: (content) => line({ role: 'assistant', content }),
  call: (args) => [
    line({
      role: 'assistant',
      content: '',
      tool_calls: [{ function: { name: 'get_weather', arguments: JSON.parse(args) as unknown } }],
    }),
  ],
  end: (done_reason) => [
    line({ role: 'assistant', content: '' }, { done: true, done_reason, prompt_eval_count: 20, eval_count: 30 }),
  ],
}

/** Every format that we read. */
export const sampleStreams: Record<string, SampleStream> = {
  chat,
  responses: openAiResponses,
  anthropic: claude,
  gemini: google,
  bedrock: converse,
  ollama: local,
}

/** A whole answer of these tokens. */
export function sampleAnswer(sample: SampleStream, tokens: string[], reason: 'stop' | 'length' = 'stop'): Uint8Array {
  return join([...sample.begin(), ...tokens.map((token) => sample.text(token)), ...sample.end(reason, tokens.join(''))])
}
