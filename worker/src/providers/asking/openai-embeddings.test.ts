import { expect, test } from 'vitest'
import { openAiEmbeddings } from './openai-embeddings.ts'

const credentials = { api_key: 'sk-1', base_url: 'https://models.test/v1', region: null }

test('what is asked', async () => {
  const request = await openAiEmbeddings.request(credentials, { model: 'm', input: ['a', 'b'], dimensions: 8 })
  expect(request.url).toBe('https://models.test/v1/embeddings')
  expect(request.headers.get('authorization')).toBe('Bearer sk-1')
  expect(await request.json()).toEqual({ model: 'm', input: ['a', 'b'], encoding_format: 'float', dimensions: 8 })
})

test('vectors in the order of their texts, and the tokens that were counted', () => {
  const data = [
    { index: 1, embedding: [3, 4] },
    { index: 0, embedding: [1, 2] },
  ]
  const read = openAiEmbeddings.read({ data, usage: { prompt_tokens: 5, total_tokens: 5 } })
  expect(read).toEqual({
    vectors: [
      [1, 2],
      [3, 4],
    ],
    input_tokens: 5,
  })
  expect(openAiEmbeddings.read({ data: [{ embedding: [1] }] })).toEqual({ vectors: [[1]], input_tokens: null })
})

test.each([{}, { data: [] }, { data: [{ embedding: 'AAAA' }] }, { data: [{ embedding: [1, 'x'] }] }, null])(
  '%j is no list of vectors',
  (body) => expect(() => openAiEmbeddings.read(body)).toThrow(),
)
