import type { Role } from '#protocol/person.ts'
import { CLOSE } from '#protocol/close.ts'
import type { RoomCore } from '../desk/core.ts'

/** A member's sockets follow their role at once; without a role they are closed, and reconnecting is refused by the door. */
export function changeRole(sockets: RoomCore['sockets'], userId: string, role: Role | null): void {
  for (const [socket, attachment] of sockets.entries()) {
    if (attachment.who.id !== userId) continue
    if (role === null) sockets.close(socket, CLOSE.accessChanged, 'You are no longer a member.')
    else sockets.keep(socket, { ...attachment, who: { ...attachment.who, role } })
  }
}
