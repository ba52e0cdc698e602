import { roleAtLeast, type Role } from '#protocol/person.ts'
import type { ThreadUp } from '#protocol/thread-up.ts'
import { AppError } from '../../../src/lib/error.ts'

/** Throws `forbidden` when a role may not send this frame. Everyone may read, type nothing, and say how far they have read. */
export function checkRole(role: Role, frame: ThreadUp): void {
  if (frame.type === 'heartbeat' || frame.type === 'read') return
  if (!roleAtLeast(role, 'editor'))
    throw new AppError('forbidden', 'You can read here, not write: your role is viewer.')
}
