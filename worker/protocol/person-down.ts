import { z } from 'zod'
import { id, time } from './ids.ts'
import { project } from './rest/projects.ts'
import { errorFrame, heartbeatAck } from './thread-down.ts'
import { threadSummary } from './thread.ts'

/** Frames that a person's own object sends to every browser of theirs. See SPEC.md, P. */
const seq = z.int().positive()

/** A thread as it stands in this person's lists from now on: new, renamed, with other last words, a turn that begins or ends. */
export const threadChanged = z.object({ type: z.literal('thread_changed'), seq, thread: threadSummary })
export const threadDeleted = z.object({ type: z.literal('thread_deleted'), seq, thread_id: id, project_id: id })
/** New, shared with this person, changed, or theirs by another role. */
export const projectChanged = z.object({ type: z.literal('project_changed'), seq, project })
/** Gone for this person: deleted, or they are no longer a member. Its threads go with it. */
export const projectDeleted = z.object({ type: z.literal('project_deleted'), seq, project_id: id })

export const meEstablished = z.object({
  type: z.literal('me_established'),
  timestamp: time,
  protocol_version: z.string(),
  seq: z.int().nonnegative().describe('the newest'),
  replay_from: seq.optional().describe('frames from this seq on follow; left out: none do'),
  running: z.array(id).describe('threads in which a turn runs'),
  unread: z.record(z.string(), z.int().positive()).describe('messages not read, by thread; at most 1,000 threads'),
})

/** Frames that change what a person's lists show: each carries the next `seq` (S2). */
export const personEvent = z.discriminatedUnion('type', [threadChanged, threadDeleted, projectChanged, projectDeleted])
/** Frames that may be lost without harm. */
export const personNotice = z.discriminatedUnion('type', [meEstablished, heartbeatAck, errorFrame])

export type PersonEvent = z.infer<typeof personEvent>
export type PersonNotice = z.infer<typeof personNotice>
export type PersonDown = PersonEvent | PersonNotice
export type MeEstablished = z.infer<typeof meEstablished>
