import { anthropicBody } from './body.ts'
import { readAnthropicModels } from './models.ts'
import { AnthropicReader } from './reader.ts'
import { bindsThoughts } from '../claude/claude.ts'
import { httpFailure } from '../failure/failure.ts'
import { getJson, postJson } from '../asking/http.ts'
import type { Credentials, SyncWireFormat } from '../wire.ts'

/** Anthropic's Messages. https://docs.claude.com/en/api/messages */
export function anthropic(): SyncWireFormat {
  return {
    name: 'anthropic',
    request: (credentials, request) =>
      postJson(
        `${credentials.base_url}/v1/messages`,
        { ...headers(credentials), ...(bindsThoughts(request.model) && binding) },
        anthropicBody(request),
      ),
    reader: () => new AnthropicReader(),
    failure: httpFailure,
    // One page holds them all: the provider has some dozens.
    models: (credentials) => getJson(`${credentials.base_url}/v1/models?limit=1000`, headers(credentials)),
    readModels: readAnthropicModels,
  }
}

/** Without it the field that says what becomes of thoughts which no longer fit their conversation is refused. */
const binding = { 'anthropic-beta': 'thinking-binding-controls-2026-08-01' }

function headers({ api_key }: Credentials): Record<string, string> {
  return { 'anthropic-version': '2023-06-01', ...(api_key && { 'x-api-key': api_key }) }
}
