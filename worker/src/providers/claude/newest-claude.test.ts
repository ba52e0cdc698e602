import { describe, expect, test } from 'vitest'
import { anthropic } from '../anthropic/anthropic.ts'
import { bedrockBody } from '../bedrock/body.ts'
import { claudeVersion } from './version.ts'
import type { Json } from '../json.ts'
import type { ModelRequest, PromptMessage } from '../wire.ts'

const credentials = { api_key: 'k', base_url: 'https://api.anthropic.com', region: null }
const hello: PromptMessage = { role: 'user', content: 'hello' }
const half: PromptMessage = { role: 'assistant', content: 'It begins' }
const tools = [{ name: 'f', description: 'd', parameters: { type: 'object' } }]
const asked = (model: string, fields: Partial<ModelRequest>): ModelRequest => ({
  model,
  messages: [hello],
  options: {},
  ...fields,
})
const requested = (model: string, fields: Partial<ModelRequest> = {}) =>
  anthropic().request(credentials, asked(model, fields))
const body = async (model: string, fields: Partial<ModelRequest> = {}) =>
  (await requested(model, fields).json()) as Json & { messages: { role: string; content: unknown[] }[] }

test.each([
  ['claude-opus-5-5', 5.5],
  ['claude-fable-5-1', 5.1],
  ['claude-sonnet-5', 5],
  ['claude-mythos-preview', 5],
  ['global.anthropic.claude-opus-4-8-v1:0', 4.8],
])('%s is %d', (model, version) => expect(claudeVersion(model)).toBe(version))

describe('thinking that nobody asked for', () => {
  test.each([
    ['claude-opus-4-8', undefined],
    ['claude-sonnet-5', { type: 'adaptive', display: 'summarized' }],
    [
      'claude-opus-5-5',
      { type: 'adaptive', display: 'summarized', block_binding: { prefix_mismatch_behavior: 'drop_block' } },
    ],
  ])('of %s is shown', async (model, thinking) => {
    expect((await body(model)).thinking).toEqual(thinking)
  })

  test('leaves a short answer its room', async () => {
    const options = { max_tokens: 300 }
    expect(await body('claude-opus-5', { options })).toMatchObject({ thinking: { type: 'disabled' }, max_tokens: 300 })
    expect(await body('claude-fable-5-1', { options })).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'low' },
    })
    expect((await body('claude-opus-4-8', { options })).thinking).toBeUndefined()
  })

  test('has room of its own', async () => {
    expect((await body('claude-opus-5')).max_tokens).toBe(32_768)
    expect((await body('claude-opus-4-8')).max_tokens).toBe(16_384)
  })
})

test('what becomes of thoughts that no longer fit is said in a header too, where it may be said', () => {
  const header = (model: string) => requested(model).headers.get('anthropic-beta')
  expect(header('claude-opus-5-5')).toBe('thinking-binding-controls-2026-08-01')
  expect(header('claude-opus-5')).toBeNull()
})

test('on Bedrock thoughts of earlier turns stay away where they may not fit', () => {
  const items = [
    { reasoningContent: { reasoningText: { text: 't', signature: 's' } } },
    { type: 'edgewise.text', chars: 9 },
  ]
  const sent = (model: string) => {
    const echo = { wire: 'bedrock', model, items } as const
    return JSON.stringify(bedrockBody(asked(model, { messages: [hello, { ...half, echo }, hello] })).messages)
  }
  expect(sent('anthropic.claude-opus-5-5')).not.toContain('reasoningContent')
  expect(sent('anthropic.claude-opus-5-5')).toContain('It begins')
  expect(sent('anthropic.claude-opus-4-8')).toContain('reasoningContent')
})

test.each([
  ['claude-opus-4-6', undefined, { type: 'any' }],
  ['claude-opus-4-8', { type: 'adaptive', display: 'summarized' }, { type: 'any' }],
])('%s, forced to a tool, thinks %j', async (model, thinking, tool_choice) => {
  const sent = await body(model, { tools, tool_choice: 'required', options: { reasoning: 'low' } })
  expect([sent.thinking, sent.tool_choice]).toEqual([thinking, tool_choice])
})

test('the newest are told in words that they must call a tool', async () => {
  const sent = await body('claude-opus-5-5', { tools, tool_choice: { name: 'f' } })
  expect(sent.tool_choice).toEqual({ type: 'auto' })
  expect(JSON.stringify(sent.system)).toContain('calling the tool f')
  const bedrock = bedrockBody(asked('anthropic.claude-opus-5-5', { tools, tool_choice: 'required' }))
  expect(bedrock.toolConfig?.toolChoice).toBeUndefined()
  expect(JSON.stringify(bedrock.system)).toContain('calling one of your tools')
})

test.each([
  ['claude-haiku-4-5', {}, 'assistant'],
  ['claude-haiku-4-5', { reasoning: 'low' } as const, 'user'],
  ['claude-sonnet-4-6', {}, 'user'],
  ['claude-opus-5', {}, 'user'],
])('an answer that was begun: with %s %j the %s speaks last', async (model, options, role) => {
  const { messages } = await body(model, { messages: [hello, half], options })
  expect(messages.at(-1)!.role).toBe(role)
  expect(messages[1]).toMatchObject({ role: 'assistant', content: [{ text: 'It begins' }] })
})

test('a system prompt alone has a user beside it', async () => {
  const messages: PromptMessage[] = [{ role: 'system', content: 'Say hi.' }]
  expect((await body('claude-opus-5', { messages })).messages).toMatchObject([{ role: 'user' }])
})

test.each([
  ['claude-opus-4-1', 32_000],
  ['claude-sonnet-4-0', 64_000],
  ['claude-haiku-4-5', 64_000],
  ['claude-opus-4-8', 128_000],
])('%s writes at most %d tokens, also on Bedrock', async (model, most) => {
  const options = { max_tokens: 500_000 }
  expect((await body(model, { options })).max_tokens).toBe(most)
  expect(bedrockBody(asked(`us.anthropic.${model}-v1:0`, { options })).inferenceConfig).toEqual({ maxTokens: most })
})

test('blank words end no answer, here and on Bedrock', async () => {
  const options = { stop: ['\n', 'END'] }
  expect((await body('claude-haiku-4-5', { options })).stop_sequences).toEqual(['END'])
  expect((await body('claude-haiku-4-5', { options: { stop: ['\n'] } })).stop_sequences).toBeUndefined()
  expect(bedrockBody(asked('anthropic.claude-haiku-4-5', { options })).inferenceConfig).toEqual({
    stopSequences: ['END'],
  })
})

test('a JPEG under the name that many give it', async () => {
  const image = { type: 'image', media_type: 'image/jpg', data: 'AA==' } as const
  const { messages } = await body('claude-haiku-4-5', { messages: [{ role: 'user', content: [image] }] })
  expect(messages[0]!.content).toMatchObject([{ source: { media_type: 'image/jpeg' } }])
})
