import type { Store } from './store.ts'

/** The whole output of a tool call; undefined: there is none, or its message was deleted. */
export function outputOf(store: Store, messageId: string, toolCallId: string): string | undefined {
  const message = store.message(messageId)
  if (!message?.tool_calls || message.deleted_at) return undefined
  const ord = message.tool_calls.findIndex((call) => call.tool_call_id === toolCallId)
  const call = message.tool_calls[ord]
  return (call?.output_ref && store.outputs.whole(messageId, ord)) ?? call?.output
}
