import type { Waits } from '#protocol/turn.ts'
import { plural } from '../../../lib/numbers.ts'

/** For what a turn waits, where it isn't a budget. */
export function waitsWords(waits: Waits | undefined): string {
  if (waits?.for === 'job') return 'This turn waits for a job on a machine. It goes on by itself.'
  if (waits?.for !== 'consent') return 'This turn waits.'
  const calls = waits.tool_call_ids?.length ?? 0
  return `This turn waits until somebody allows ${calls > 1 ? plural(calls, 'call') : 'what it asks for'}.`
}
