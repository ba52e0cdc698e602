import { bindsThoughts } from './claude.ts'
import type { ModelRequest, ToolChoice } from '../wire.ts'

/** The newest refuse to be forced to a tool: they are told in words. https://platform.claude.com/docs/en/build-with-claude/thinking */
export function takenChoice({ model, tool_choice }: ModelRequest): ToolChoice | undefined {
  const forced = tool_choice === 'required' || typeof tool_choice === 'object'
  return forced && bindsThoughts(model) ? 'auto' : tool_choice
}

/** Empty where the choice can be sent as it is. */
export function choiceInWords(request: ModelRequest): string {
  const { tools, tool_choice } = request
  if (!tools?.length || takenChoice(request) === tool_choice) return ''
  return typeof tool_choice === 'object'
    ? `Answer by calling the tool ${tool_choice.name}.`
    : 'Answer by calling one of your tools.'
}
