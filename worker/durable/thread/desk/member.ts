import type { Author, Role } from '#protocol/person.ts'
import type { Thread } from '#protocol/thread.ts'

/** Who acts in a room. Routes have checked session and membership; the room checks the role for what is asked. */
export interface Member extends Author {
  role: Role
  session_id: string
  /** The access token by which they act: its budget holds for their turns. */
  token_id?: string
  /** Of the installation: may let a person pass a budget. */
  is_admin: boolean
}

/** What of a thread can be changed from outside. */
export type ThreadPatch = Partial<Pick<Thread, 'title' | 'summary' | 'provider' | 'model' | 'archived'>>
