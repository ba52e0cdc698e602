import type { Echo, ModelRequest, PromptMessage, ToolDefinition } from '../wire.ts'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const weather: ToolDefinition = {
  name: 'get_weather',
  description: 'The weather of a city, now.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const radar: ToolDefinition = {
  name: 'get_radar',
  description: 'A picture of the rain around a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}

/** An answer that thought, said something, and called two tools at once; then both results, one with an image, one failed. */
function firstAnswer(echo: Echo): PromptMessage[] {
  return [
    {
      role: 'assistant',
      content: 'I will look at both.',
      reasoning: 'The person wants weather and radar.',
      echo,
      tool_calls: [
        { id: 'call_1', name: 'get_weather', arguments: '{"city":"Zürich"}', signature: 'c2lnbmVk' },
        { id: 'call_2', name: 'get_radar', arguments: '{"city":"Zürich"}' },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', name: 'get_weather', content: 'no such city', is_error: true },
    {
      role: 'tool',
      tool_call_id: 'call_2',
      name: 'get_radar',
      content: [
        { type: 'text', text: 'Rain from the west.' },
        { type: 'image', media_type: 'image/png', data: PIXEL },
      ],
    },
  ]
}

/** Everything that a conversation can have, asked with every option. */
export function goldenRequest(model: string, echo: Echo): ModelRequest {
  return {
    model,
    messages: [
      { role: 'system', content: 'You are brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Will it rain where this was taken?' },
          { type: 'image', media_type: 'image/png', data: PIXEL },
        ],
      },
      { role: 'assistant', content: 'Which town is it?' },
      { role: 'user', content: 'Zürich. 🌧' },
      ...firstAnswer(echo),
    ],
    options: { temperature: 0.5, top_p: 0.9, max_tokens: 4096, reasoning: 'medium', stop: ['END'] },
    tools: [weather, radar],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    max_output: 8192,
    context_window: 32_768,
  }
}

/** What no provider may lose, whoever wrote the earlier answer. */
export const keepsakes = [
  'You are brief.',
  'Will it rain where this was taken?',
  PIXEL,
  'Which town is it?',
  'Zürich. 🌧',
  'I will look at both.',
  'get_weather',
  'get_radar',
  'no such city',
  'Rain from the west.',
]
