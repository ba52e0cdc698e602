import type { ThreadRoom } from '../durable/thread/room.ts'
import type { Env } from './env.ts'

/** The only way from a route to a thread's room. A stub is dead after an exception: ask for a new one for each request. */
export function threadRoom(env: Env, threadId: string): DurableObjectStub<ThreadRoom> {
  return env.THREADS.getByName(threadId.toLowerCase())
}
