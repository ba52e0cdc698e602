import { geminiBody } from './body.ts'
import { geminiEmbeddingBody, readGeminiEmbeddings } from './embeddings.ts'
import { geminiFailure } from './failure.ts'
import { readGeminiModels } from './models.ts'
import { GeminiReader } from './reader.ts'
import { getJson, postJson } from '../asking/http.ts'
import type { Credentials, SyncWireFormat } from '../wire.ts'

/** Google's Gemini API. https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent */
export const gemini: SyncWireFormat = {
  name: 'gemini',
  request: (credentials, request) =>
    ask(credentials, `${path(request.model)}:streamGenerateContent?alt=sse`, geminiBody(request), 'text/event-stream'),
  reader: () => new GeminiReader(),
  failure: geminiFailure,
  models: (credentials) => ask(credentials, 'models?pageSize=1000'),
  readModels: readGeminiModels,
  embeddings: {
    request: (credentials, request) =>
      ask(
        credentials,
        `${path(request.model)}:batchEmbedContents`,
        geminiEmbeddingBody({ ...request, model: path(request.model) }),
      ),
    read: readGeminiEmbeddings,
  },
}

/** The key stands in a header, not in the address as in Google's examples: addresses are logged. */
function ask({ api_key, base_url }: Credentials, where: string, body?: object, accept?: string): Request {
  const key: Record<string, string> = api_key ? { 'x-goog-api-key': api_key } : {}
  const url = `${base_url}/${where}`
  return body ? postJson(url, key, body, accept ?? 'application/json') : getJson(url, key)
}

/** A model's name may have a collection of its own in front: `tunedModels/mine`. */
function path(model: string): string {
  const full = model.includes('/') ? model : `models/${model}`
  return full.toWellFormed().split('/').map(encodeURIComponent).join('/')
}
