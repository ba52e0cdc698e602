import { list, object, text, type Json } from '../json.ts'
import type { WireName } from '../wire.ts'

/** One piece of a conversation as a format wrote it: what was said, a call, or a result; `id` binds the two. */
export interface BodyPiece {
  kind: 'user' | 'assistant' | 'call' | 'result'
  words: string
  id: string
  /** Which message of the body it is in. */
  message: number
}

type Read = (body: Json) => BodyPiece[]

const said = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : list(content)
        .map((part) => text(object(part).text))
        .join('')

function piece(kind: BodyPiece['kind'], words: string, message: number, id = ''): BodyPiece {
  return { kind, words, message, id }
}

function spoken(role: unknown, words: string, message: number): BodyPiece[] {
  return words ? [piece(role === 'user' ? 'user' : 'assistant', words, message)] : []
}

const chat: Read = ({ messages }) =>
  list(messages).flatMap((one, at) => {
    const { role, content, tool_calls, tool_call_id } = object(one)
    if (role === 'system') return []
    if (role === 'tool') return [piece('result', said(content), at, text(tool_call_id))]
    const calls = list(tool_calls).map(object)
    return [
      ...spoken(role, said(content), at),
      ...calls.map((call) => piece('call', text(object(call.function).name), at, text(call.id))),
    ]
  })

const responses: Read = ({ input }) =>
  list(input).flatMap((one, at) => {
    const item = object(one)
    if (item.type === 'function_call') return [piece('call', text(item.name), at, text(item.call_id))]
    if (item.type === 'function_call_output') return [piece('result', said(item.output), at, text(item.call_id))]
    return item.type === 'message' ? spoken(item.role, said(item.content), at) : []
  })

const anthropic: Read = ({ messages }) =>
  blocks(messages, ({ type, id, name, tool_use_id, content }, at) => {
    if (type === 'tool_use') return piece('call', text(name), at, text(id))
    return type === 'tool_result' ? piece('result', said(content), at, text(tool_use_id)) : null
  })

const bedrock: Read = ({ messages }) =>
  blocks(messages, ({ toolUse, toolResult }, at) => {
    if (toolUse) return piece('call', text(object(toolUse).name), at, text(object(toolUse).toolUseId))
    const { content, toolUseId } = object(toolResult)
    return toolResult ? piece('result', said(content), at, text(toolUseId)) : null
  })

function blocks(messages: unknown, tool: (block: Json, at: number) => BodyPiece | null): BodyPiece[] {
  return list(messages).flatMap((one, at) => {
    const { role, content } = object(one)
    return list(content)
      .map(object)
      .flatMap((block) => tool(block, at) ?? spoken(role, text(block.text), at))
  })
}

const gemini: Read = ({ contents }) =>
  list(contents).flatMap((one, at) => {
    const { role, parts } = object(one)
    return list(parts)
      .map(object)
      .flatMap(({ functionCall, functionResponse, text: words }) => {
        const { id, name, response } = object(functionCall ?? functionResponse)
        if (functionCall) return [piece('call', text(name), at, text(id))]
        const { output, error } = object(response)
        return functionResponse ? [piece('result', text(output ?? error), at, text(id))] : spoken(role, text(words), at)
      })
  })

const readers: Record<WireName, Read> = { chat, responses, anthropic, gemini, bedrock, ollama: chat, demo: chat }

/** The pieces of what was sent, in their order. */
export function piecesOfBody(wire: WireName, body: Json): BodyPiece[] {
  return readers[wire](body)
}
