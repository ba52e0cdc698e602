import { chatCompletionsBody } from './body.ts'
import { dialectAt, type Dialect } from './dialects.ts'
import { readChatCompletionsModels } from './models.ts'
import { ChatCompletionsReader } from './reader.ts'
import { httpFailure } from '../failure/failure.ts'
import { bearer, getJson, postJson } from '../asking/http.ts'
import { openAiEmbeddings } from '../asking/openai-embeddings.ts'
import type { SyncWireFormat } from '../wire.ts'

/**
 * The format of OpenAI's chat completions, spoken by nearly every model server. Without a dialect the server's address tells it.
 * https://platform.openai.com/docs/api-reference/chat
 */
export function chatCompletions(dialect?: Dialect): SyncWireFormat {
  return {
    name: 'chat',
    request: (credentials, request) =>
      postJson(
        `${credentials.base_url}/chat/completions`,
        bearer(credentials),
        chatCompletionsBody(dialect ?? dialectAt(credentials.base_url), request),
      ),
    reader: () => new ChatCompletionsReader(),
    failure: httpFailure,
    models: (credentials) => getJson(`${credentials.base_url}/models`, bearer(credentials)),
    readModels: readChatCompletionsModels,
    embeddings: openAiEmbeddings,
  }
}
