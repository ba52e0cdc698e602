import { event, join } from '../../../worker/src/providers/testing/event-stream-frames.ts'
import { list, pieces, SIGNATURE, wordsOf, type End, type Format, type Json, type Said, type Writer } from './format.ts'

const reasons: Record<End, string> = { stop: 'end_turn', tool_calls: 'tool_use', length: 'max_tokens' }

function writer(): Writer {
  let contentBlockIndex = -1
  let open: string | null = null
  const delta = (one: object) => event('contentBlockDelta', { contentBlockIndex, delta: one })
  const close = (): Uint8Array[] => {
    const ends = open === null ? [] : [event('contentBlockStop', { contentBlockIndex })]
    open = null
    return ends
  }
  const enter = (kind: string): Uint8Array[] => {
    if (open === kind) return []
    const ends = close()
    open = kind
    contentBlockIndex++
    return ends
  }
  return {
    begin: () => event('messageStart', { role: 'assistant' }),
    thought: (text) => join([...enter('thought'), delta({ reasoningContent: { text } })]),
    sign: () => join([delta({ reasoningContent: { signature: SIGNATURE } }), ...close()]),
    word: (text) => join([...enter('word'), delta({ text })]),
    tool: ({ id, name, arguments: args }) => {
      const before = [...close(), ...enter('tool')]
      const start = event('contentBlockStart', { contentBlockIndex, start: { toolUse: { toolUseId: id ?? '', name } } })
      return join([...before, start, ...pieces(args).map((input) => delta({ toolUse: { input } })), ...close()])
    },
    end: (billed, _, how) => {
      const usage = {
        inputTokens: billed.input - billed.cached - billed.written,
        cacheReadInputTokens: billed.cached,
        cacheWriteInputTokens: billed.written,
        outputTokens: billed.output,
        totalTokens: billed.input + billed.output,
      }
      const stop = event('messageStop', { stopReason: reasons[how] })
      return join([...close(), stop, event('metadata', { usage, metrics: { latencyMs: 1 } })])
    },
  }
}

function said({ system, messages }: Json): Said[] {
  const blocks = list(messages).flatMap(({ role, content }) =>
    list(content).flatMap((block): Said[] => {
      const result = block.toolResult as Json | undefined
      if (result) return [{ role: 'tool', text: wordsOf(result.content) }]
      return block.cachePoint ? [] : [{ role: role as 'user' | 'assistant', text: wordsOf([block]) }]
    }),
  )
  return [{ role: 'system', text: wordsOf(system) }, ...blocks]
}

export const bedrock: Format = {
  wire: 'bedrock',
  path: /\/converse-stream$/,
  type: 'application/vnd.amazon.eventstream',
  writer,
  said,
}
