import { object, positive } from '../json.ts'
import { RefusedRequest } from '../failure/refused-request.ts'
import { readVectors } from '../asking/vectors.ts'
import type { EmbeddingRequest, Embeddings } from '../wire.ts'

/** Every maker's embeddings have a body of their own: Amazon's take one text, Cohere's up to 96. */
export function bedrockEmbeddingBody({ model, input, dimensions }: EmbeddingRequest): Record<string, unknown> {
  if (/cohere\.embed/.test(model)) {
    const size = dimensions && /embed-v4/.test(model) ? { output_dimension: dimensions } : {}
    return { texts: input, input_type: 'search_document', truncate: 'END', ...size }
  }
  if (!/amazon\.titan-embed/.test(model)) throw new RefusedRequest(`${model} makes no embeddings that are known here`)
  if (input.length !== 1) throw new RefusedRequest('a Titan model embeds one text at a time')
  return { inputText: input[0], ...(dimensions && !/embed-text-v1/.test(model) ? { dimensions, normalize: true } : {}) }
}

/** Throws when the body isn't a list of vectors. */
export function readBedrockEmbeddings(body: unknown): Embeddings {
  const { embedding, embeddings, inputTextTokenCount } = object(body)
  const vectors = Array.isArray(embedding)
    ? [embedding]
    : Array.isArray(embeddings)
      ? embeddings
      : object(embeddings).float
  return { vectors: readVectors(vectors), input_tokens: positive(inputTextTokenCount) }
}
