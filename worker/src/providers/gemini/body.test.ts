import { expect, test } from 'vitest'
import { geminiBody } from './body.ts'
import { asked, tool } from '../testing/asked.ts'
import type { ModelRequest } from '../wire.ts'

const thinking = (model: string, options: ModelRequest['options']) => {
  const { generationConfig } = geminiBody(asked(model, { options }))
  return generationConfig.thinkingConfig
}

test('a limit of tokens leaves room beside the thoughts', () => {
  expect(thinking('gemini-2.5-flash', { reasoning: 'high' })).toEqual({
    includeThoughts: true,
    thinkingBudget: 24_576,
  })
  expect(thinking('gemini-2.5-flash', { reasoning: 'high', max_tokens: 4000 })).toMatchObject({
    thinkingBudget: 3200,
  })
  expect(thinking('gemini-2.5-flash', { reasoning: 'low', max_tokens: 10 })).toMatchObject({ thinkingBudget: 512 })
})

test('unasked, a model that thinks shows it, and hardly thinks where the answer is short', () => {
  expect(thinking('gemini-2.5-pro', {})).toEqual({ includeThoughts: true })
  expect(thinking('gemini-2.5-pro', { max_tokens: 300 })).toEqual({ thinkingBudget: 128 })
  expect(thinking('gemini-2.5-flash', { max_tokens: 300 })).toEqual({ thinkingBudget: 0 })
  expect(thinking('gemini-3-flash-preview', { max_tokens: 300 })).toEqual({ thinkingLevel: 'minimal' })
  for (const model of ['gemini-3.1-pro-preview', 'gemini-3.8-flash', 'gemini-flash-latest']) {
    expect(thinking(model, { max_tokens: 300 })).toEqual({ thinkingLevel: 'low' })
  }
  expect(thinking('gemini-3.1-flash-lite', { max_tokens: 300 })).toEqual({ thinkingLevel: 'minimal' })
  expect(thinking('gemini-3.1-pro-preview', { reasoning: 'medium' })).toMatchObject({ thinkingLevel: 'medium' })
  for (const model of ['gemini-2.0-flash', 'gemma-3-27b-it', 'gemini-2.5-flash-image']) {
    expect(thinking(model, { max_tokens: 300 })).toBeUndefined()
  }
})

test('a schema loses words about it, and keeps properties of the same name', () => {
  const parameters = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { $comment: { type: 'string', examples: ['a'], default: { examples: 1 } } },
  }
  const { tools } = geminiBody(asked('gemini-2.5-pro', { tools: [{ ...tool, parameters }] })) as {
    tools: { functionDeclarations: { parametersJsonSchema: unknown }[] }[]
  }
  expect(tools[0]!.functionDeclarations[0]!.parametersJsonSchema).toEqual({
    type: 'object',
    properties: { $comment: { type: 'string', default: { examples: 1 } } },
  })
})

test.each([
  ['auto', { mode: 'AUTO' }],
  ['none', { mode: 'NONE' }],
  ['required', { mode: 'ANY' }],
  [{ name: 'f' }, { mode: 'ANY', allowedFunctionNames: ['f'] }],
] as const)('tools: %o', (tool_choice, functionCallingConfig) => {
  expect(geminiBody(asked('gemini-2.5-pro', { tools: [tool], tool_choice }))).toMatchObject({
    toolConfig: { functionCallingConfig },
  })
})

test('JSON of any kind, or of a schema', () => {
  const json = { responseMimeType: 'application/json' }
  const config = (response_format: ModelRequest['response_format']) =>
    geminiBody(asked('gemini-2.0-flash', { response_format })).generationConfig
  expect(config({ type: 'json' })).toEqual(json)
  const schema = { type: 'object' }
  expect(config({ type: 'json_schema', name: 'n', schema })).toEqual({ ...json, responseJsonSchema: schema })
})

test('JSON beside tools is an option since Gemini 3, before it words', () => {
  const more = { tools: [tool], response_format: { type: 'json' as const } }
  const older = geminiBody(asked('gemini-2.5-flash', more))
  expect(older).toMatchObject({ systemInstruction: { parts: [{ text: expect.stringContaining('JSON') }] } })
  expect(older.generationConfig.responseMimeType).toBeUndefined()
  const newer = geminiBody(asked('gemini-3-flash-preview', more))
  expect(newer.systemInstruction).toBeUndefined()
  expect(newer.generationConfig).toMatchObject({ responseMimeType: 'application/json' })
})
