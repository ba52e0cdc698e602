import { describe, expect, test } from 'vitest'
import { readBedrockModels, readBedrockProfiles } from './bedrock/models.ts'
import { readGeminiModels } from './gemini/models.ts'
import { readOllamaDetails, readOllamaModels } from './ollama/models.ts'

const nothing = { context_window: null, max_output: null, price: null }

describe('Gemini', () => {
  const row = (name: string, more: object = {}) => ({
    name: `models/${name}`,
    displayName: name.toUpperCase(),
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ['generateContent', 'countTokens'],
    ...more,
  })

  test('those that write text, with their limits and what they can', () => {
    const models = readGeminiModels({
      models: [
        row('gemini-2.5-flash', { thinking: true }),
        row('gemini-2.0-flash'),
        row('gemma-3-27b-it'),
        row('gemini-2.5-flash-preview-tts'),
        row('gemini-embedding-001', { supportedGenerationMethods: ['embedContent'] }),
      ],
    })
    expect(models.map(({ id, abilities }) => [id, ...abilities])).toEqual([
      ['gemini-2.5-flash', 'streaming', 'tools', 'vision', 'reasoning'],
      ['gemini-2.0-flash', 'streaming', 'tools', 'vision'],
      ['gemma-3-27b-it', 'streaming', 'vision'],
    ])
    expect(models[0]).toMatchObject({ name: 'GEMINI-2.5-FLASH', context_window: 1_048_576, max_output: 65_536 })
  })
})

describe('Bedrock', () => {
  const row = (modelId: string, more: object = {}) => ({
    modelId,
    modelName: 'Name',
    providerName: 'Maker',
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    inferenceTypesSupported: ['ON_DEMAND'],
    responseStreamingSupported: true,
    modelLifecycle: { status: 'ACTIVE' },
    ...more,
  })

  test('models that answer by their own id', () => {
    const modelSummaries = [
      row('amazon.nova-lite-v1:0', { inputModalities: ['TEXT', 'IMAGE', 'VIDEO'] }),
      row('amazon.nova-lite-v1:0:300k'),
      row('anthropic.claude-sonnet-4-5-20250929-v1:0', { inferenceTypesSupported: ['INFERENCE_PROFILE'] }),
      row('amazon.titan-embed-text-v2:0', { outputModalities: ['EMBEDDING'] }),
      row('openai.gpt-oss-20b-1:0', { responseStreamingSupported: false }),
    ]
    expect(readBedrockModels({ modelSummaries })).toEqual([
      { ...nothing, id: 'amazon.nova-lite-v1:0', name: 'Maker Name', abilities: ['streaming', 'tools', 'vision'] },
      { ...nothing, id: 'openai.gpt-oss-20b-1:0', name: 'Maker Name', abilities: ['tools', 'reasoning'] },
    ])
  })

  test('profiles, for what answers only through one; one’s own by its address', () => {
    const behind = (model: string) => [{ modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${model}` }]
    const own = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/x1'
    const inferenceProfileSummaries = [
      {
        inferenceProfileId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
        inferenceProfileName: 'US Claude Sonnet 4.5',
        models: behind('anthropic.claude-sonnet-4-5-20250929-v1:0'),
        status: 'ACTIVE',
        type: 'SYSTEM_DEFINED',
      },
      { inferenceProfileId: 'us.stability.stable-image-inpaint-v1:0', models: [], status: 'ACTIVE' },
      {
        inferenceProfileId: 'x1',
        inferenceProfileArn: own,
        inferenceProfileName: 'Ours',
        models: behind('meta.llama3-3-70b-instruct-v1:0'),
        type: 'APPLICATION',
      },
    ]
    expect(
      readBedrockProfiles({ inferenceProfileSummaries }).map(({ id, name, abilities }) => [id, name, ...abilities]),
    ).toEqual([
      [
        'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
        'US Claude Sonnet 4.5',
        'streaming',
        'tools',
        'vision',
        'reasoning',
      ],
      [own, 'Ours', 'streaming', 'tools'],
    ])
  })
})

describe('Ollama', () => {
  test('names; what one can, and how much it reads, it says when it is asked', () => {
    const models = readOllamaModels({
      models: [
        { name: 'qwen3:4b', model: 'qwen3:4b', details: { family: 'qwen3', parameter_size: '4.0B' } },
        { name: 'nomic-embed-text:latest', details: { family: 'nomic-bert' } },
      ],
    })
    const qwen = { ...nothing, id: 'qwen3:4b', name: 'qwen3:4b (4.0B)', abilities: ['streaming'] as const }
    expect(models).toEqual([qwen])
    const shown = { capabilities: ['completion', 'tools', 'thinking'], model_info: { 'qwen3.context_length': 262_144 } }
    expect(readOllamaDetails(shown, models[0]!)).toEqual({
      ...qwen,
      abilities: ['streaming', 'tools', 'reasoning'],
      context_window: 32_768,
    })
    expect(readOllamaDetails({ model_info: { 'llama.context_length': 2048 } }, models[0]!).context_window).toBe(2048)
    expect(readOllamaDetails({}, models[0]!)).toEqual(qwen)
  })
})

test.each([
  ['Gemini', readGeminiModels],
  ['Bedrock', readBedrockModels],
  ['Bedrock’s profiles', readBedrockProfiles],
  ['Ollama', readOllamaModels],
])('what is no list is none: %s', (_, read) => {
  for (const body of [null, {}, [], 'models', { models: 'a' }, { modelSummaries: {} }]) {
    expect(() => read(body)).toThrow(/not a list/)
  }
})
