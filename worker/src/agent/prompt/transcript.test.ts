import { describe, expect, test } from 'vitest'
import type { PromptMessage } from '../../providers/wire.ts'
import { messageTokens, type TokenCounter } from './tokens.ts'
import { pieceOf, type PromptPiece } from './prompt-pieces.ts'
import { planPrompt, type Conversation } from './transcript.ts'

/** A token for each character, so that the figures below can be added by hand: a message takes its length and 4. */
const counter: TokenCounter = { source: 'counted', count: (text) => text.length }
const text = (length: number, name: string) => name.padEnd(length, '.')

const asked = (depth: number, length = 96) =>
  pieceOf([{ role: 'user', content: text(length, `q${depth}`) }], depth, counter)
const answered = (depth: number, length = 96) =>
  pieceOf([{ role: 'assistant', content: text(length, `a${depth}`) }], depth, counter)

/** An answer that called a tool: 10 for the call, and the tool's output. */
function worked(depth: number, output: number): PromptPiece {
  const call = { id: `c${depth}`, name: 'read', arguments: '{}' }
  const prompt: PromptMessage[] = [
    { role: 'assistant', content: text(20, `a${depth}`), tool_calls: [call] },
    { role: 'tool', tool_call_id: call.id, name: 'read', content: text(output, 'file') },
  ]
  return pieceOf(prompt, depth, counter)
}

/** `turns` questions with an answer each, and a last question; newest first. */
function talk(turns: number, answer = answered): PromptPiece[] {
  const all = Array.from({ length: turns }, (_, turn) => [asked(2 * turn + 1), answer(2 * turn + 2)]).flat()
  return [...all, asked(2 * turns + 1)].toReversed()
}

const plan = (newestFirst: Iterable<PromptPiece>, budget: number, more: Partial<Conversation> = {}) =>
  planPrompt({ instructions: '', summary: null, ...more, newestFirst }, budget, counter)
const names = (messages: PromptMessage[]) =>
  messages.map(({ content }) => String(content).replace(/\.+$/, '').slice(0, 30))

describe('a prompt', () => {
  test('holds everything that fits, oldest first, below the instructions', () => {
    const { messages, tokens, cut, least } = plan(talk(2), 1_000, { instructions: 'Be brief.' })
    expect(names(messages)).toEqual(['Be brief', 'q1', 'a2', 'q3', 'a4', 'q5'])
    expect([tokens, cut, least]).toEqual([13 + 500, null, 13 + 100])
    expect(tokens).toBe(messages.reduce((sum, message) => sum + messageTokens(message, counter), 0))
  })

  test('loses the oldest messages, says how many, and begins with a question', () => {
    const { messages, tokens, cut } = plan(talk(5), 450)
    // 4 messages fit; the oldest of them would be an answer
    expect(names(messages)).toEqual(['q9', 'a10', 'q11'])
    expect([tokens, cut]).toEqual([300, { tool_outputs: 0, summarized: 0, messages: 8 }])
  })

  test('always has the last turn whole, with what was done in it', () => {
    const turn = [asked(9, 3_000), ...talk(4).slice(1)]
    expect(plan(turn, 500)).toMatchObject({ least: 3_004, tokens: 3_004 })
    const inTurn = [worked(10, 5_000), ...talk(4)]
    expect(names(plan(inTurn, 100).messages)).toEqual(['q9', 'a10', 'file'])
  })

  test('of a thread of 10,000 messages only as many are read as fit', () => {
    let read = 0
    function* newestFirst() {
      for (const one of talk(5_000)) {
        read++
        yield one
      }
    }
    expect(plan(newestFirst(), 1_000).messages).toHaveLength(9)
    expect(read).toBeLessThan(15)
  })
})

describe('what leaves first', () => {
  test('old outputs of tools, oldest first, each with its call still beside it', () => {
    const long = talk(4, (depth) => worked(depth, 1_000))
    const { messages, cut } = plan(long, 3_900)
    expect(cut).toEqual({ tool_outputs: 1, summarized: 0, messages: 0 })
    expect(names(messages).slice(0, 4)).toEqual(
      ['q1', 'a2', '[This output was taken out to s', 'q3'].map((name) => name.slice(0, 30)),
    )
    for (const [at, message] of messages.entries()) {
      if (message.role !== 'tool') continue
      expect(messages[at - 1]).toMatchObject({ role: 'assistant', tool_calls: [{ id: message.tool_call_id }] })
    }
  })

  test('the outputs of the newest two turns stay until messages have left', () => {
    const long = talk(4, (depth) => worked(depth, 1_000))
    const { messages, cut } = plan(long, 1_500)
    expect(cut).toMatchObject({ tool_outputs: 3, messages: 4 })
    expect(names(messages)).toEqual(['q5', 'a6', '[This output was taken out to ', 'q7', 'a8', 'file', 'q9'])
  })

  test('then the older part, for which the summary stands', () => {
    const summary = { text: 'They spoke of tides.', end_depth: 10 }
    const { messages, cut } = plan(talk(5), 700, { summary })
    expect(names(messages)).toEqual([
      'Summary of the earlier part of',
      'I have read the summary',
      'q7',
      'a8',
      'q9',
      'a10',
      'q11',
    ])
    expect(cut).toEqual({ tool_outputs: 0, summarized: 6, messages: 0 })
  })

  test('then the oldest of what the summary does not cover', () => {
    const summary = { text: 'They spoke of tides.', end_depth: 4 }
    const { messages, cut } = plan(talk(5), 450, { summary })
    expect(names(messages).slice(2)).toEqual(['q9', 'a10', 'q11'])
    expect(cut).toEqual({ tool_outputs: 0, summarized: 4, messages: 4 })
  })

  test('a summary that would crowd out the question is left out', () => {
    const summary = { text: text(400, 'long'), end_depth: 6 }
    expect(names(plan(talk(5), 450, { summary }).messages)).toEqual(['q9', 'a10', 'q11'])
  })

  test('what fits whole needs no summary', () => {
    const summary = { text: 'They spoke of tides.', end_depth: 6 }
    expect(plan(talk(5), 1_100, { summary })).toMatchObject({ tokens: 1_100, cut: null })
  })
})
