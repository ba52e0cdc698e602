import { object, text } from '../json.ts'
import type { Echo, PromptMessage, PromptToolCall } from '../wire.ts'

type Spoken = Exclude<PromptMessage, { role: 'system' }>
/** For each id as it was given, those that its calls have now, in their order. */
type Renamed = Map<string, string[]>

/**
 * The conversation with an id of its own for every call. Servers that number their calls begin anew with each answer, some give
 * two of one answer the same id, and several providers refuse a conversation where an id comes twice.
 */
export function distinctCalls(messages: Spoken[]): Spoken[] {
  if (!repeats(messages)) return messages
  const taken = new Map<string, number>()
  let open: Renamed = new Map()
  return messages.map((message) => {
    if (message.role === 'tool') {
      const id = open.get(message.tool_call_id)?.shift()
      return id === undefined ? message : { ...message, tool_call_id: id }
    }
    if (message.role !== 'assistant' || !message.tool_calls) return message
    const tool_calls = message.tool_calls.map((call) => ({ ...call, id: ownId(call.id, taken) }))
    open = renamed(message.tool_calls, tool_calls)
    const { echo } = message
    return { ...message, tool_calls, ...(echo && { echo: withIds(echo, renamed(message.tool_calls, tool_calls)) }) }
  })
}

function repeats(messages: Spoken[]): boolean {
  const seen = new Set<string>()
  return messages.some(
    (message) =>
      message.role === 'assistant' &&
      message.tool_calls?.some(({ id }) => {
        const size = seen.size
        return seen.add(id).size === size
      }),
  )
}

function ownId(id: string, taken: Map<string, number>): string {
  const times = (taken.get(id) ?? 0) + 1
  taken.set(id, times)
  return times === 1 ? id : ownId(`${id}_${times}`, taken)
}

function renamed(calls: PromptToolCall[], own: PromptToolCall[]): Renamed {
  const ids: Renamed = new Map()
  for (const [index, { id }] of calls.entries()) {
    const same = ids.get(id)
    if (same) same.push(own[index]!.id)
    else ids.set(id, [own[index]!.id])
  }
  return ids
}

/** Our marks in an echo name calls by their ids; what else is in it is the provider's, and stays as it is. */
function withIds(echo: Echo, ids: Renamed): Echo {
  const items = echo.items.map((item) => {
    const mark = object(item)
    const id = text(mark.type).startsWith('edgewise.') ? ids.get(text(mark.id))?.shift() : undefined
    return id === undefined ? item : { ...mark, id }
  })
  return { ...echo, items }
}
