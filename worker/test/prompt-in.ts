import type { Message } from '#protocol/message.ts'
import type { Wire } from './steps-place.ts'

/** One thing that a prompt says: a person's words, a model's, a call, or what a tool gave. */
export type Piece = { kind: 'user' | 'text' | 'call' | 'result'; words: string; id?: string }

type Json = Record<string, any>

/** What a request's body says, in its order and in no format any more; thoughts and instructions are left out. */
export function promptIn(wire: Wire, body: Json): Piece[] {
  return joined(piecesIn[wire](body).filter(({ kind, words }) => kind === 'call' || words !== ''))
}

const call = (name: string, input: unknown, id?: string): Piece => ({
  kind: 'call',
  words: `${name} ${JSON.stringify(typeof input === 'string' ? JSON.parse(input) : input)}`,
  id,
})
const result = (words: string, id?: string): Piece => ({ kind: 'result', words: words.replace(/^Error: /, ''), id })
const said = (role: string, words: string): Piece => ({ kind: role === 'user' ? 'user' : 'text', words: words.trim() })

const piecesIn: Record<Wire, (body: Json) => Piece[]> = {
  chat: ({ messages }) => messages.flatMap(flat),
  ollama: ({ messages }) => messages.flatMap(flat),
  responses: ({ input }) =>
    input.flatMap((item: Json): Piece[] => {
      if (item.type === 'function_call') return [call(item.name, item.arguments, item.call_id)]
      if (item.type === 'function_call_output') return [result(item.output, item.call_id)]
      return item.type === 'message' ? [said(item.role, item.content)] : []
    }),
  anthropic: ({ messages }) =>
    messages.flatMap(({ role, content }: Json) =>
      content.flatMap((block: Json): Piece[] => {
        if (block.type === 'tool_use') return [call(block.name, block.input, block.id)]
        if (block.type === 'tool_result') return [result(block.content?.[0]?.text ?? '', block.tool_use_id)]
        return block.type === 'text' ? [said(role, block.text)] : []
      }),
    ),
  gemini: ({ contents }) =>
    contents.flatMap(({ role, parts }: Json) =>
      parts.map(({ functionCall, functionResponse, text }: Json): Piece => {
        if (functionCall) return call(functionCall.name, functionCall.args, functionCall.id)
        if (!functionResponse) return said(role, text)
        const { output, error } = functionResponse.response
        return result(output ?? error, functionResponse.id)
      }),
    ),
  bedrock: ({ messages }) =>
    messages.flatMap(({ role, content }: Json) =>
      content.flatMap(({ toolUse, toolResult, text }: Json): Piece[] => {
        if (toolUse) return [call(toolUse.name, toolUse.input, toolUse.toolUseId)]
        if (toolResult) return [result(toolResult.content[0].text, toolResult.toolUseId)]
        return text === undefined ? [] : [said(role, text)]
      }),
    ),
}

/** A message of chat completions, which Ollama's are like. */
function flat({ role, content, tool_calls = [], tool_call_id }: Json): Piece[] {
  if (role === 'system') return []
  if (role === 'tool') return [result(content, tool_call_id)]
  const calls = tool_calls.map((one: Json) => call(one.function.name, one.function.arguments, one.id))
  return [said(role, content ?? ''), ...calls]
}

function joined(pieces: Piece[]): Piece[] {
  const whole: Piece[] = []
  for (const piece of pieces) {
    const last = whole.at(-1)
    if (last && last.kind === piece.kind && (piece.kind === 'text' || piece.kind === 'user')) last.words += piece.words
    else whole.push({ ...piece })
  }
  return whole
}

/** What a prompt for the next message must say of these messages: each step's words, its calls, and then their results. */
export function promptOf(messages: Message[]): Omit<Piece, 'id'>[] {
  return messages.flatMap(({ role, content, steps = [], tool_calls = [] }) => {
    if (role === 'user') return [said('user', content)]
    return steps.flatMap(({ content_end }, step) => {
      const words = content.slice(steps[step - 1]?.content_end ?? 0, content_end)
      const calls = tool_calls.filter((one) => one.step === step)
      return [
        ...(words === '' ? [] : [said('assistant', words)]),
        ...calls.map(({ name, input }) => call(name, typeof input === 'string' ? {} : input)),
        ...calls.map(({ output = '' }) => result(output)),
      ]
    })
  })
}

/** Ids of calls that are no pair with the results right behind their group, in the same order. */
export function halfPairs(pieces: Piece[]): string[] {
  const half: string[] = []
  const calls: string[] = []
  for (const [at, { kind, id = '' }] of pieces.entries()) {
    if (kind === 'call') calls.push(id)
    else if (kind === 'result' && calls[0] === id) calls.shift()
    else if (kind === 'result') half.push(`result ${id}`)
    const isEnd = kind !== 'call' && pieces[at + 1]?.kind !== 'result'
    if (isEnd) half.push(...calls.splice(0).map((one) => `call ${one}`))
  }
  return [...half, ...calls.map((one) => `call ${one}`)]
}
