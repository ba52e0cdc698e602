import type { TurnOptions } from '../../protocol/turn.ts'
import { readChatCompletionsModels } from './chat-completions-models.ts'
import { ChatCompletionsReader } from './chat-completions-reader.ts'
import { httpFailure } from './failure.ts'
import type { Credentials, ModelRequest, SyncWireFormat } from './wire.ts'

/** Where servers that speak the format differ in what they are asked. */
export interface Dialect {
  /** OpenAI refuses the older name for its newer models; most others know only the older. */
  maxTokens: 'max_tokens' | 'max_completion_tokens'
  reasoning(effort: NonNullable<TurnOptions['reasoning']>): Record<string, unknown>
}

const common: Dialect = { maxTokens: 'max_tokens', reasoning: (effort) => ({ reasoning_effort: effort }) }

/** The format of OpenAI's chat completions, spoken by nearly every model server. */
export function chatCompletions(dialect: Partial<Dialect> = {}): SyncWireFormat {
  const spoken = { ...common, ...dialect }
  return {
    name: 'chat',
    request: (credentials, request) => post(credentials, body(spoken, request)),
    reader: () => new ChatCompletionsReader(),
    failure: httpFailure,
    models: (credentials) =>
      new Request(`${credentials.base_url}/models`, { headers: headers(credentials), redirect: 'manual' }),
    readModels: readChatCompletionsModels,
  }
}

function body(dialect: Dialect, { model, messages, options }: ModelRequest): Record<string, unknown> {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { include_usage: true },
    ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
    ...(options.max_tokens === undefined ? {} : { [dialect.maxTokens]: options.max_tokens }),
    ...(options.reasoning === undefined ? {} : dialect.reasoning(options.reasoning)),
  }
}

/** A redirect is never followed: it could lead the key, or the request, to an address that base URLs may not name. */
function post(credentials: Credentials, json: Record<string, unknown>): Request {
  return new Request(`${credentials.base_url}/chat/completions`, {
    method: 'POST',
    headers: { ...headers(credentials), 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(json),
    redirect: 'manual',
  })
}

function headers({ api_key }: Credentials): Record<string, string> {
  return api_key ? { authorization: `Bearer ${api_key}` } : {}
}
