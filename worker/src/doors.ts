import type { ThreadRoom } from '../durable/thread/room.ts'
import type { Env } from './env.ts'

type Calls =
  | 'start'
  | 'view'
  | 'change'
  | 'close'
  | 'reopen'
  | 'memberChanged'
  | 'messages'
  | 'edits'
  | 'output'
  | 'context'
  | 'summary'
  | 'summarize'
  | 'send'
  | 'edit'
  | 'remove'
  | 'stream'
  | 'complete'
  | 'destroy'

/**
 * A room as its callers see it. The platform's own stub type turns everything with an `unknown` in it (a tool's input) into
 * `never`; what the calls answer is plain data, so the methods' own types hold.
 */
export type ThreadDoor = Pick<ThreadRoom, Calls> & Pick<Fetcher, 'fetch'>

/** The only way from a route to a thread's room. A stub is dead after an exception: ask for a new one for each request. */
export function threadRoom(env: Env, threadId: string): ThreadDoor {
  return env.THREADS.getByName(threadId.toLowerCase()) as unknown as ThreadDoor
}
