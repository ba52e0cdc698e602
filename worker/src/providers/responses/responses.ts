import { readChatCompletionsModels } from '../chat-completions/models.ts'
import { httpFailure } from '../failure/failure.ts'
import { bearer, getJson, postJson } from '../asking/http.ts'
import { openAiEmbeddings } from '../asking/openai-embeddings.ts'
import { responsesBody } from './body.ts'
import { ResponsesReader } from './reader.ts'
import type { SyncWireFormat } from '../wire.ts'

/**
 * OpenAI's Responses, used without its memory: every request carries the whole conversation.
 * https://platform.openai.com/docs/api-reference/responses
 */
export function responses(): SyncWireFormat {
  return {
    name: 'responses',
    request: (credentials, request) =>
      postJson(`${credentials.base_url}/responses`, bearer(credentials), responsesBody(request)),
    reader: () => new ResponsesReader(),
    failure: httpFailure,
    models: (credentials) => getJson(`${credentials.base_url}/models`, bearer(credentials)),
    readModels: readChatCompletionsModels,
    embeddings: openAiEmbeddings,
  }
}
