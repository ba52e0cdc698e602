import { chatCompletions } from '../chat-completions/chat-completions.ts'
import type { SyncWireFormat } from '../wire.ts'

const { embeddings: _none, ...format } = chatCompletions()
/** No address is ever asked: `fetch.ts` answers in this process. */
const nowhere = { api_key: '', base_url: 'https://demo.invalid/v1', region: null }

/** A scripted model, so that a first visit without any key shows what a conversation is like. It says what it is. */
export const demoWire: SyncWireFormat = {
  ...format,
  name: 'demo',
  request: (_credentials, request) => format.request(nowhere, request),
  models: () => format.models(nowhere),
}
