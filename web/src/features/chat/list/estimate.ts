import type { Message } from '#protocol/message.ts'
import { answerParts, type AnswerPart } from '../../../parts/steps/answer-parts.ts'
import { FOLDED_FROM } from '../../../parts/steps/folded-from.ts'

type Shown = Pick<Message, 'role' | 'content' | 'reasoning' | 'tool_calls' | 'steps' | 'usage'>

/** About how tall a message will be, until it was seen. */
export function estimateHeight(message: Shown | undefined): number {
  if (!message) return 64
  if (message.role !== 'assistant') return 36 + Math.min(8, lines(message.content, 66)) * 25
  return answerParts(message).reduce((height, part) => height + partHeight(message.content, part), 90)
}

function partHeight(content: string, { kind, from, to }: AnswerPart): number {
  if (kind === 'text') return lines(content.slice(from, to), 78) * 26
  if (kind === 'thoughts') return 36
  return 16 + (to - from < FOLDED_FROM ? to - from : 1) * 30
}

function lines(text: string, width: number): number {
  const breaks = text.split('\n', 400).length
  return Math.max(1, text.length / width, breaks * 0.8)
}
