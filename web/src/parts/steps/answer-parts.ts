import type { Message } from '#protocol/message.ts'
import { stepStarts } from '../../sync/begun-steps.ts'
import type { BegunStep } from '../../sync/state.ts'
import { callPlace } from './call-place.ts'

/** A piece of an answer: a span of its `reasoning`, of its `content`, or of its `tool_calls`. */
export interface AnswerPart {
  kind: 'thoughts' | 'text' | 'calls'
  from: number
  to: number
  /** The request to the model that it begins in. */
  step: number
}

type Answered = Pick<Message, 'content' | 'reasoning' | 'tool_calls' | 'steps' | 'usage'>
type StepStart = Pick<BegunStep, 'content' | 'reasoning'>

/** What an answer is made of, in its order. `begun`: the steps of one that runs. */
export function answerParts(message: Answered, begun?: readonly StepStart[]): AnswerPart[] {
  const { content, reasoning = '', tool_calls: calls = [] } = message
  const starts = begun ?? stepStarts(message)
  const parts: AnswerPart[] = []
  let at = 0
  let call = 0
  for (const [step, start] of starts.entries()) {
    const next = starts[step + 1]
    const end = next ? Math.max(at, Math.min(next.content, content.length)) : content.length
    const thought = { from: start.reasoning, to: next?.reasoning ?? reasoning.length }
    if (thought.to > thought.from || hasHiddenThoughts(message, step))
      parts.push({ kind: 'thoughts', ...thought, step })
    for (; call < calls.length && (!next || (calls[call]?.step ?? 0) <= step); call++) {
      const place = placeOf(content, { at: calls[call]?.at ?? 0, from: at, end })
      addText(parts, content, { from: at, to: place, step })
      addCall(parts, call, step)
      at = place
    }
    addText(parts, content, { from: at, to: end, step })
    at = end
  }
  return parts
}

/** Some providers tell only how much a model thought. */
function hasHiddenThoughts({ steps, usage }: Answered, step: number): boolean {
  const counted = steps ? steps[step]?.usage : step === 0 ? usage : null
  return (counted?.reasoning_tokens ?? 0) > 0
}

/** A call that nothing of its step follows stands where it came: the next step's words begin anew. */
function placeOf(content: string, { at, from, end }: { at: number; from: number; end: number }): number {
  if (at <= from) return from
  return at >= end ? end : from + callPlace(content.slice(from, end), at - from)
}

function addText(parts: AnswerPart[], content: string, { from, to, step }: Omit<AnswerPart, 'kind'>): void {
  const last = parts.at(-1)
  if (last?.kind === 'text') last.to = to
  else if (/\S/.test(content.slice(from, to))) parts.push({ kind: 'text', from, to, step })
}

function addCall(parts: AnswerPart[], call: number, step: number): void {
  const last = parts.at(-1)
  if (last?.kind === 'calls') last.to = call + 1
  else parts.push({ kind: 'calls', from: call, to: call + 1, step })
}

/** The text of an answer as it reads without its calls: what stood on two sides of one is two paragraphs. */
export function answerText(message: Answered, begun?: readonly StepStart[]): string {
  if (!message.tool_calls?.length) return message.content
  return answerParts(message, begun)
    .filter(({ kind }) => kind === 'text')
    .map(({ from, to }) => message.content.slice(from, to).trim())
    .join('\n\n')
}
