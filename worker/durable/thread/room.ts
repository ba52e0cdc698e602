import { DurableObject } from 'cloudflare:workers'
import type { Author, Role } from '../../protocol/person.ts'
import type { ChatAnswer } from '../../protocol/rest/chat.ts'
import type { Edit, MessageList, MessagesQuery } from '../../protocol/rest/threads.ts'
import type { Message } from '../../protocol/message.ts'
import type { Context, Thread } from '../../protocol/thread.ts'
import type { Up } from '../../protocol/thread-up.ts'
import type { Env } from '../../src/env.ts'
import type { Result } from '../../src/lib/error.ts'

/** Who acts in a room. Routes have checked session and membership; the room checks the role for what is asked. */
export interface Member extends Author {
  role: Role
  session_id: string
}

/** What a new thread begins with. `title: null`: provisional from the first message, then made by the model. */
export interface ThreadSeed {
  id: string
  project_id: string
  title: string | null
  provider: string | null
  model: string | null
  /** For a fork: messages to begin with, oldest first, already with ids and parents of the new thread. */
  messages?: Message[]
}

export type ThreadPatch = Partial<Pick<Thread, 'title' | 'summary' | 'provider' | 'model' | 'archived'>>

export class ThreadRoom extends DurableObject<Env> {
  /** The socket's upgrade. Headers: `x-edgewise-member`, the JSON of a Member under encodeURIComponent. Query: `after`. */
  override fetch(_request: Request): Promise<Response> {
    throw new Error('not built')
  }
  /** Doing it twice with the same id does nothing the second time. */
  start(_seed: ThreadSeed): Promise<Result<Thread>> {
    throw new Error('not built')
  }
  view(): Promise<Result<Thread>> {
    throw new Error('not built')
  }
  /** Changes the thread, tells its browsers and writes the summary to D1 before it answers. */
  change(_patch: ThreadPatch): Promise<Result<Thread>> {
    throw new Error('not built')
  }
  /** Soft deletion: sockets close with 4400, later frames and calls answer `thread_not_found`, until `reopen`. */
  close(): Promise<void> {
    throw new Error('not built')
  }
  reopen(): Promise<Result<Thread>> {
    throw new Error('not built')
  }
  /** A member's role changed, or with null they were removed: their sockets follow at once. */
  memberChanged(_userId: string, _role: Role | null): Promise<void> {
    throw new Error('not built')
  }
  messages(_query: MessagesQuery): Promise<Result<MessageList>> {
    throw new Error('not built')
  }
  edits(_messageId: string): Promise<Result<Edit[]>> {
    throw new Error('not built')
  }
  context(): Promise<Result<Context>> {
    throw new Error('not built')
  }
  /** As the frames of the same name; the frame's rules, limits and errors hold. */
  send(_member: Member, _frame: Up<'send_message'>): Promise<Result<Message>> {
    throw new Error('not built')
  }
  edit(_member: Member, _frame: Up<'edit_message'>): Promise<Result<Message>> {
    throw new Error('not built')
  }
  remove(_member: Member, _messageId: string): Promise<Result<null>> {
    throw new Error('not built')
  }
  /** Sends and answers the frames of this one turn as server-sent events, `event: TYPE` and `data: FRAME`, until it has ended. */
  stream(_member: Member, _frame: Up<'send_message'>): Promise<Result<ReadableStream<Uint8Array>>> {
    throw new Error('not built')
  }
  /** Sends and waits for the end of the turn. */
  complete(_member: Member, _frame: Up<'send_message'>): Promise<Result<ChatAnswer>> {
    throw new Error('not built')
  }
  /** For good: everything in the room is deleted. Answers the ids of its messages, so that D1 can forget them too. */
  destroy(): Promise<string[]> {
    throw new Error('not built')
  }
}
