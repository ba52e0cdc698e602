import type { CreateEmbeddingResponse, Embedding, EmbeddingCreateParams } from 'openai/resources/embeddings'
import { bearer, postJson } from './http.ts'
import { list, object, positive } from '../json.ts'
import { readVectors } from './vectors.ts'
import type { WireFormat } from '../wire.ts'

/**
 * OpenAI's embeddings, which its whole family has at the same path.
 * https://platform.openai.com/docs/api-reference/embeddings
 */
export const openAiEmbeddings: NonNullable<WireFormat['embeddings']> = {
  request: (credentials, { model, input, dimensions }) => {
    const body: EmbeddingCreateParams = { model, input, encoding_format: 'float', dimensions }
    return postJson(`${credentials.base_url}/embeddings`, bearer(credentials), body, 'application/json')
  },
  read: (body) => {
    const { data, usage } = object<CreateEmbeddingResponse>(body)
    const counted = object<CreateEmbeddingResponse.Usage>(usage)
    const rows = list(data).map(object<Embedding>)
    // some servers send them as they are done
    const ordered = rows.every(({ index }) => typeof index === 'number')
      ? rows.toSorted((one, two) => Number(one.index) - Number(two.index))
      : rows
    return {
      vectors: readVectors(ordered.map(({ embedding }) => embedding)),
      input_tokens: positive(counted.prompt_tokens, counted.total_tokens),
    }
  },
}
