import { httpFailure } from '../failure/failure.ts'
import { bearer, getJson, postJson } from '../asking/http.ts'
import { object, positive } from '../json.ts'
import { ollamaBody } from './body.ts'
import { readOllamaDetails, readOllamaModels } from './models.ts'
import { OllamaReader } from './reader.ts'
import { readVectors } from '../asking/vectors.ts'
import type { Credentials, SyncWireFormat } from '../wire.ts'

/** Ollama's own API. https://docs.ollama.com/api */
export const ollama: SyncWireFormat = {
  name: 'ollama',
  request: (credentials, request) => ask(credentials, '/api/chat', ollamaBody(request)),
  reader: () => new OllamaReader(),
  failure: httpFailure,
  models: (credentials) => ask(credentials, '/api/tags'),
  readModels: readOllamaModels,
  details: {
    request: (credentials, model) => ask(credentials, '/api/show', { model }),
    read: readOllamaDetails,
  },
  embeddings: {
    request: (credentials, { model, input, dimensions }) =>
      ask(credentials, '/api/embed', { model, input, ...(dimensions === undefined ? {} : { dimensions }) }),
    read: (body) => ({
      vectors: readVectors(object(body).embeddings),
      input_tokens: positive(object(body).prompt_eval_count),
    }),
  },
}

/** A server at home asks for no key; one on the network may. */
function ask(credentials: Credentials, path: string, json?: object): Request {
  const url = `${credentials.base_url}${path}`
  return json ? postJson(url, bearer(credentials), json, 'application/x-ndjson') : getJson(url, bearer(credentials))
}
