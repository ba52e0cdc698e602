import type { ModelRequest, PromptMessage, ToolDefinition } from '../wire.ts'

/** A person's first words. */
export const hi: PromptMessage[] = [{ role: 'user', content: 'Hi' }]
/** A request for a model, with nothing but these words unless told otherwise. */
export const asked = (model: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  model,
  messages: hi,
  options: {},
  ...more,
})
export const tool: ToolDefinition = { name: 'f', description: '', parameters: { type: 'object', properties: {} } }
/** A call of another provider, cut, with a blank result. */
export const called: PromptMessage[] = [
  ...hi,
  { role: 'assistant', content: '', tool_calls: [{ id: 'a|b', name: 'f', arguments: '{"cut' }] },
  { role: 'tool', tool_call_id: 'a|b', name: 'f', content: '' },
]
