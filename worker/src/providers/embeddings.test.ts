import { describe, expect, test } from 'vitest'
import { bedrock } from './bedrock/bedrock.ts'
import { gemini } from './gemini/gemini.ts'
import { ollama } from './ollama/ollama.ts'
import { RefusedRequest } from './failure/refused-request.ts'
import type { Credentials, EmbeddingRequest, WireFormat } from './wire.ts'

const credentials: Credentials = { api_key: 'the-key', base_url: 'http://127.0.0.1:9', region: null }
const wireOfAws = bedrock()

async function sent({ embeddings }: WireFormat, request: EmbeddingRequest) {
  const made = await embeddings!.request(credentials, request)
  return { path: new URL(made.url).pathname, body: await made.json() }
}

test('Gemini takes many texts at once', async () => {
  const request = { model: 'gemini-embedding-001', input: ['a', 'b'], dimensions: 256 }
  const one = (text: string) => ({
    model: 'models/gemini-embedding-001',
    content: { parts: [{ text }] },
    outputDimensionality: 256,
  })
  expect(await sent(gemini, request)).toEqual({
    path: '/models/gemini-embedding-001:batchEmbedContents',
    body: { requests: [one('a'), one('b')] },
  })
  expect(gemini.embeddings!.read({ embeddings: [{ values: [1, 2] }, { values: [3, 4] }] })).toEqual({
    vectors: [
      [1, 2],
      [3, 4],
    ],
    input_tokens: null,
  })
})

test('Ollama too', async () => {
  expect(await sent(ollama, { model: 'nomic-embed-text', input: ['a', 'b'] })).toEqual({
    path: '/api/embed',
    body: { model: 'nomic-embed-text', input: ['a', 'b'] },
  })
  expect(ollama.embeddings!.read({ embeddings: [[1, 2]], prompt_eval_count: 3 })).toEqual({
    vectors: [[1, 2]],
    input_tokens: 3,
  })
})

describe('Bedrock', () => {
  test('Titan takes one text, Cohere many', async () => {
    const titan = { model: 'amazon.titan-embed-text-v2:0', input: ['a'], dimensions: 256 }
    expect(await sent(wireOfAws, titan)).toEqual({
      path: '/model/amazon.titan-embed-text-v2%3A0/invoke',
      body: { inputText: 'a', dimensions: 256, normalize: true },
    })
    await expect(sent(wireOfAws, { ...titan, input: ['a', 'b'] })).rejects.toThrow(RefusedRequest)
    expect((await sent(wireOfAws, { model: 'cohere.embed-v4:0', input: ['a', 'b'], dimensions: 256 })).body).toEqual({
      texts: ['a', 'b'],
      input_type: 'search_document',
      truncate: 'END',
      output_dimension: 256,
    })
    await expect(sent(wireOfAws, { model: 'amazon.nova-lite-v1:0', input: ['a'] })).rejects.toThrow(RefusedRequest)
  })

  test('each answers in its own words', () => {
    const { read } = wireOfAws.embeddings!
    expect(read({ embedding: [1, 2], inputTextTokenCount: 3 })).toEqual({ vectors: [[1, 2]], input_tokens: 3 })
    expect(read({ embeddings: [[1], [2]] })).toEqual({ vectors: [[1], [2]], input_tokens: null })
    expect(read({ embeddings: { float: [[1], [2]] } }).vectors).toEqual([[1], [2]])
  })
})

test.each([
  ['Gemini', gemini],
  ['Ollama', ollama],
  ['Bedrock', wireOfAws],
])('what are no vectors are none: %s', (_, { embeddings }) => {
  for (const body of [
    null,
    {},
    { embeddings: [] },
    { embeddings: ['a'] },
    { embeddings: [{ values: 'x' }] },
    { embedding: ['x'] },
  ]) {
    expect(() => embeddings!.read(body)).toThrow(/not a list of vectors/)
  }
})
