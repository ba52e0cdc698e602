import type { Message } from '#protocol/message.ts'

/** About how tall a message will be, until it was seen. */
export function estimateHeight(message: Pick<Message, 'role' | 'content'> | undefined): number {
  if (!message) return 64
  const isAnswer = message.role === 'assistant'
  const breaks = message.content.split('\n', 400).length
  const lines = Math.max(1, message.content.length / (isAnswer ? 78 : 66), breaks * 0.8)
  return isAnswer ? 90 + lines * 26 : 36 + Math.min(8, lines) * 25
}
