import { z } from 'zod'
import { id } from './ids.ts'

export const roles = ['viewer', 'editor', 'owner'] as const
/** What a member may do in a project: a viewer reads, an editor writes, an owner also manages members. */
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

/** Whether `has` includes everything that `needed` allows. */
export function roleAtLeast(has: Role, needed: Role): boolean {
  return roles.indexOf(has) >= roles.indexOf(needed)
}

export const author = z.object({ id, name: z.string() })
export type Author = z.infer<typeof author>

/** Somebody whose browser has the thread open. `read_seq` is the newest change they have seen. */
export const presentPerson = author.extend({ role, read_seq: z.int() })
export type PresentPerson = z.infer<typeof presentPerson>
