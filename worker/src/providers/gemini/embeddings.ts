import { list, object } from '../json.ts'
import { readVectors } from '../asking/vectors.ts'
import type { EmbeddingRequest, Embeddings } from '../wire.ts'

/** https://ai.google.dev/api/embeddings#method:-models.batchembedcontents */
export function geminiEmbeddingBody({ model, input, dimensions }: EmbeddingRequest): Record<string, unknown> {
  const size = dimensions === undefined ? {} : { outputDimensionality: dimensions }
  return { requests: input.map((text) => ({ model, content: { parts: [{ text }] }, ...size })) }
}

/** Throws when the body isn't a list of vectors. It counts no tokens. */
export function readGeminiEmbeddings(body: unknown): Embeddings {
  return { vectors: readVectors(list(object(body).embeddings).map((one) => object(one).values)), input_tokens: null }
}
