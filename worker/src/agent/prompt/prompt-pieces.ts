import type { Step, ToolCall } from '#protocol/message.ts'
import type { Echo, PromptMessage, PromptToolCall } from '../../providers/wire.ts'
import { messageTokens, type TokenCounter } from './tokens.ts'

/** A message as the conversation has it. Of a step only where it ended matters, and what its provider wants back. */
export interface ConversationMessage {
  role: 'user' | 'assistant' | 'system'
  content: string
  reasoning?: string
  tool_calls?: ToolCall[]
  steps?: (Pick<Step, 'content_end' | 'reasoning_end'> & { echo?: Echo })[]
  status: string
}

/** A piece of the conversation as prompts hold it, never half: a person's message, or one step with its calls and results. */
export interface PromptPiece {
  /** Its message's place in its branch, from 1. */
  depth: number
  /** A person's message begins a turn; the last turn is never cut. */
  begins_turn: boolean
  prompt: PromptMessage[]
  tokens: number
  /** The same with the outputs of its tools taken out; null: it has none worth it. */
  pruned: { prompt: PromptMessage[]; tokens: number } | null
}

/** Known by their message's object: a changed message is a new one. What streams is changed in place, and measured each time. */
const known = {
  counted: new WeakMap<ConversationMessage, PromptPiece[]>(),
  estimated: new WeakMap<ConversationMessage, PromptPiece[]>(),
}

/** What a message is in a prompt, newest first: none for one without words or calls. */
export function piecesOf(message: ConversationMessage, depth: number, counter: TokenCounter): PromptPiece[] {
  const before = known[counter.source].get(message)
  if (before && (before[0]?.depth ?? depth) === depth) return before
  const now = promptsOf(message)
    .map((prompt) => pieceOf(prompt, depth, counter))
    .reverse()
  if (message.status !== 'streaming') known[counter.source].set(message, now)
  return now
}

/** What the tokens of a piece are, as it is and with its tools' outputs taken out. */
export function pieceOf(prompt: PromptMessage[], depth: number, counter: TokenCounter): PromptPiece {
  const begins_turn = prompt[0]?.role === 'user'
  const tokens = total(prompt, counter)
  if (!prompt.some(({ role }) => role === 'tool')) return { depth, begins_turn, prompt, tokens, pruned: null }
  const short = prompt.map((message) =>
    message.role === 'tool' ? { ...message, content: '[This output was taken out to save room.]' } : message,
  )
  const pruned = { prompt: short, tokens: total(short, counter) }
  return { depth, begins_turn, prompt, tokens, pruned: pruned.tokens < tokens ? pruned : null }
}

export function total(messages: PromptMessage[], counter: TokenCounter): number {
  return messages.reduce((tokens, message) => tokens + messageTokens(message, counter), 0)
}

/** Oldest first, one for each step. */
function promptsOf(message: ConversationMessage): PromptMessage[][] {
  const { role, content, steps = [] } = message
  if (role !== 'assistant') return content === '' ? [] : [[{ role: 'user', content }]]
  const prompts: PromptMessage[][] = []
  let from: Pick<Step, 'content_end' | 'reasoning_end'> = { content_end: 0, reasoning_end: 0 }
  // what came after the last whole step was broken off: it is told all the same
  const rest = { content_end: content.length, reasoning_end: message.reasoning?.length ?? 0 }
  for (const [index, step] of [...steps, rest].entries()) {
    const prompt = stepPrompt(message, index, from, step)
    if (prompt.length > 0) prompts.push(prompt)
    from = step
  }
  return prompts
}

type End = NonNullable<ConversationMessage['steps']>[number]

function stepPrompt(message: ConversationMessage, index: number, from: End, to: End): PromptMessage[] {
  const content = message.content.slice(from.content_end, to.content_end)
  // a call without its result is half a pair: every provider refuses it
  const calls = (message.tool_calls ?? []).filter((call) => call.step === index && call.output !== undefined)
  if (content === '' && calls.length === 0) return []
  const reasoning = message.reasoning?.slice(from.reasoning_end, to.reasoning_end)
  const results = calls.map(({ tool_call_id, name, output, state }): PromptMessage => {
    return { role: 'tool', tool_call_id, name, content: output ?? '', is_error: state !== 'done' }
  })
  return [{ role: 'assistant', content, reasoning, echo: to.echo, tool_calls: calls.map(promptCall) }, ...results]
}

function promptCall({ tool_call_id: id, name, input }: ToolCall): PromptToolCall {
  return { id, name, arguments: JSON.stringify(input ?? {}) }
}
