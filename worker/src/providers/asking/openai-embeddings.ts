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
    const body = { model, input, encoding_format: 'float', ...(dimensions === undefined ? {} : { dimensions }) }
    return postJson(`${credentials.base_url}/embeddings`, bearer(credentials), body, 'application/json')
  },
  read: (body) => {
    const { data, usage } = object(body)
    const rows = list(data).map(object)
    // some servers send them as they are done
    const ordered = rows.every(({ index }) => typeof index === 'number')
      ? rows.toSorted((one, two) => Number(one.index) - Number(two.index))
      : rows
    return {
      vectors: readVectors(ordered.map(({ embedding }) => embedding)),
      input_tokens: positive(object(usage).prompt_tokens, object(usage).total_tokens),
    }
  },
}
