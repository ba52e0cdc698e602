import type { Message } from '#protocol/message.ts'
import type { BegunStep } from './state.ts'

const firstStep = (): BegunStep => ({ content: 0, reasoning: 0, thinking: null })

/** Where the steps of an answer began: each where the one before ended, and one more where an answer still runs. */
export function stepStarts({ steps = [] }: Pick<Message, 'steps'>): BegunStep[] {
  const ends = steps.map((step): BegunStep => {
    return { content: step.content_end, reasoning: step.reasoning_end, thinking: null }
  })
  return [firstStep(), ...ends]
}

/** The steps of a running answer as a snapshot tells of them. When each was seen to think, only this browser knows. */
export function begunOf(message: Message, known: readonly BegunStep[] = []): BegunStep[] {
  return stepStarts(message).map((step, at, all) => ({
    ...step,
    thinking: spanOf(message, step, all[at + 1], known[at]),
  }))
}

/** What thought before this browser came: the end of what was before it is the nearest thing known. */
function spanOf(
  { content, reasoning = '', tool_calls, created_at }: Message,
  step: BegunStep,
  next: BegunStep | undefined,
  known: BegunStep | undefined,
): BegunStep['thinking'] {
  const span = known?.thinking ?? null
  if (next || content.length > step.content) return span && { ...span, to: span.to ?? Date.now() }
  if (reasoning.length === step.reasoning) return span
  return span ?? { from: Date.parse(tool_calls?.at(-1)?.ended_at ?? created_at), to: null }
}
