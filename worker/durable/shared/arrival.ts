import { newId } from '#protocol/ids.ts'
import { IDENTITY_HEADER, type Identity } from '../../src/doors.ts'
import type { Attachment } from './sockets.ts'

/** Who comes in by a socket's upgrade, and the newest seq that their browser has seen (null: it has seen nothing). */
export function arrival<Who extends Identity>(request: Request): { attachment: Attachment<Who>; after: number | null } {
  const who = JSON.parse(decodeURIComponent(request.headers.get(IDENTITY_HEADER)!)) as Who
  const after = new URL(request.url).searchParams.get('after')
  return {
    attachment: { connection_id: newId(), who, checked_at: Date.now() },
    after: after === null ? null : Number(after),
  }
}
