import { AppError } from '../../../src/lib/error.ts'
import type { RoomRow } from '../store/rows.ts'

const MINUTE = 60_000
/** Above this a limit is a benchmark's: remembering every moment would cost more than it protects. */
const REMEMBERED = 1_000

/**
 * Counts a send, an edit or a regeneration of a person against the limit of any 60 seconds. The moments are in the room's
 * row, which is written anyway, so a hibernation doesn't forgive them. Throws `rate_limit_exceeded` with seconds to wait.
 */
export function countSend(row: RoomRow, userId: string, perMinute: number, now: number): void {
  if (perMinute > REMEMBERED) return
  const recent = (row.sends[userId] ?? []).filter((at) => at > now - MINUTE)
  row.sends[userId] = recent
  if (recent.length < perMinute) {
    recent.push(now)
    return
  }
  const seconds = Math.ceil((recent[0]! + MINUTE - now) / 1000)
  throw new AppError(
    'rate_limit_exceeded',
    `${perMinute} messages in a minute is the limit here. You can write again in ${seconds} s.`,
    {
      retry_after: seconds,
    },
  )
}
