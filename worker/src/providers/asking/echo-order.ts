import { object, text, type Json } from '../json.ts'
import type { PromptMessage, PromptToolCall } from '../wire.ts'

type Assistant = Extract<PromptMessage, { role: 'assistant' }>

/** How a format writes the pieces of an answer. */
export interface PieceWriter<Piece> {
  text(words: string, mark: Json): Piece
  call(call: PromptToolCall): Piece
}

/**
 * An echo holds what the provider wants back as it was, and where it stood: `textMark` for a piece of the answer's text,
 * `callMark` for a tool call. The words themselves are in the message already.
 */
export function textMark(chars: number, more: Json = {}): Json {
  return { type: 'edgewise.text', chars, ...more }
}
export function callMark(id: string): Json {
  return { type: 'edgewise.call', id }
}

/** The pieces of an earlier answer in the order they came. What the echo doesn't name follows, so nothing is lost. */
export function inOrder<Piece>(message: Assistant, echo: unknown[], write: PieceWriter<Piece>): Piece[] {
  const items = echo.map(object)
  const words = pieces(message.content, items)
  const calls = new Map((message.tool_calls ?? []).map((call) => [call.id, call]))
  const placed = items.flatMap((item): Piece[] => {
    if (item.type === 'edgewise.text') return written(words.shift() ?? '', item, write)
    if (item.type !== 'edgewise.call') return [item as Piece]
    const call = calls.get(text(item.id))
    calls.delete(text(item.id))
    return call ? [write.call(call)] : []
  })
  return [...placed, ...words.flatMap((rest) => written(rest, {}, write)), ...[...calls.values()].map(write.call)]
}

function written<Piece>(words: string, mark: Json, write: PieceWriter<Piece>): Piece[] {
  return words.trim() === '' ? [] : [write.text(words, mark)]
}

/** One piece of text for each mark; all of it in the first where the lengths no longer fit. */
function pieces(content: string, items: Json[]): string[] {
  const lengths = items.filter((item) => item.type === 'edgewise.text').map((item) => Number(item.chars))
  if (lengths.reduce((sum, length) => sum + length, 0) !== content.length) return [content]
  let from = 0
  return lengths.map((length) => content.slice(from, (from += length)))
}
