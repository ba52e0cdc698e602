import type { ThreadRow } from '../../state/thread-rows.ts'

/** One line of the last message: words only, so that marks of Markdown don't stand in the way. */
export function previewOf(row: Pick<ThreadRow, 'running' | 'words' | 'last_message'>): string {
  if (row.running) return row.words ? `Writing: ${plainLine(row.words)}` : 'Writing'
  return plainLine(row.last_message?.content ?? '') || 'No messages yet'
}

function plainLine(text: string): string {
  return text
    .replace(/```\w*/g, ' ')
    .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`~]+|__/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
