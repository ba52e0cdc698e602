import { geminiBody } from './gemini-body.ts'
import { geminiEmbeddingBody, readGeminiEmbeddings } from './gemini-embeddings.ts'
import { geminiFailure } from './gemini-failure.ts'
import { readGeminiModels } from './gemini-models.ts'
import { GeminiReader } from './gemini-reader.ts'
import type { Credentials, SyncWireFormat } from './wire.ts'

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
function ask(
  credentials: Credentials,
  where: string,
  body?: Record<string, unknown>,
  accept = 'application/json',
): Request {
  const key: Record<string, string> = credentials.api_key ? { 'x-goog-api-key': credentials.api_key } : {}
  const url = `${credentials.base_url}/${where}`
  if (!body) return new Request(url, { headers: { ...key, accept }, redirect: 'manual' })
  const headers = { ...key, accept, 'content-type': 'application/json' }
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' })
}

/** A model's name may have a collection of its own in front: `tunedModels/mine`. */
function path(model: string): string {
  const full = model.includes('/') ? model : `models/${model}`
  return full.split('/').map(encodeURIComponent).join('/')
}
