import type { Message } from '#protocol/message.ts'
import type { Author, Role } from '#protocol/person.ts'
import type { ChatAnswer } from '#protocol/rest/chat.ts'
import type { SummaryView } from '#protocol/rest/summaries.ts'
import type { Edit, MessageList, MessagesQuery } from '#protocol/rest/threads.ts'
import type { Up } from '#protocol/thread-up.ts'
import type { Context, Thread } from '#protocol/thread.ts'
import type { PersonEvent } from '#protocol/person-down.ts'
import type { Env } from './env.ts'
import type { Result } from './lib/error.ts'
import { inTurns } from './lib/in-turns.ts'
import { described, log } from './lib/log.ts'

/** With a socket's upgrade: who comes in, as JSON under encodeURIComponent. An object gets it from here alone. */
export const IDENTITY_HEADER = 'x-edgewise-member'

/** Who is behind a socket; each object knows more of them. */
export interface Identity {
  id: string
  /** Or the access token's id. */
  session_id: string
}

/** Who acts in a room. Routes have checked session and membership; the room checks the role for what is asked. */
export interface Member extends Author, Identity {
  role: Role
  /** The access token by which they act: its budget holds for their turns. */
  token_id?: string
  /** Of the installation: may let a person pass a budget. */
  is_admin: boolean
}

/** What of a thread can be changed from outside. */
export type ThreadPatch = Partial<Pick<Thread, 'title' | 'summary' | 'provider' | 'model' | 'archived'>>

/** What a new thread begins with. `title: null`: provisional from the first message, then made by the model. */
export interface ThreadSeed {
  id: string
  project_id: string
  title: string | null
  provider: string | null
  model: string | null
  /** For a fork: messages to begin with, oldest first, already with ids and parents of the new thread. */
  messages?: Message[]
  /** Whole outputs of calls in `messages` that have only a part of theirs. */
  outputs?: { message_id: string; tool_call_id: string; output: string }[]
}

/** What may be asked of a thread's room. */
export interface ThreadCalls {
  /** Doing it twice with the same id does nothing the second time. */
  start(seed: ThreadSeed): Promise<Result<Thread>>
  view(): Promise<Result<Thread>>
  /** Changes the thread, tells its browsers and writes the summary to D1 before it answers. `by` is who picked its model. */
  change(patch: ThreadPatch, by?: Author): Promise<Result<Thread>>
  /** Soft deletion: what runs is stopped, sockets close with 4400, and everything answers `thread_not_found` until `reopen`. */
  close(): Promise<void>
  reopen(): Promise<Result<Thread>>
  /** A member's role changed, or with null they were removed: their sockets follow at once. */
  memberChanged(userId: string, role: Role | null): Promise<void>
  messages(query: MessagesQuery): Promise<Result<MessageList>>
  edits(messageId: string): Promise<Result<Edit[]>>
  /** The whole output of a tool call. */
  output(messageId: string, toolCallId: string): Promise<Result<string>>
  /** For a person whose next turn it would be. */
  context(userId: string): Promise<Result<Context>>
  summary(): Promise<Result<SummaryView>>
  /** Asks for a summary; the alarm makes it. */
  summarize(member: Member): Promise<Result<SummaryView>>
  /** As the frames of the same name; the frame's rules, limits and errors hold. */
  send(member: Member, frame: Up<'send_message'>): Promise<Result<Message>>
  edit(member: Member, frame: Up<'edit_message'>): Promise<Result<Message>>
  remove(member: Member, messageId: string): Promise<Result<null>>
  /** Sends and answers the frames of this one turn as server-sent events, `event: TYPE` and `data: FRAME`, until it has ended. */
  stream(member: Member, frame: Up<'send_message'>): Promise<Result<ReadableStream<Uint8Array>>>
  /** Sends and waits for the end of the turn. */
  complete(member: Member, frame: Up<'send_message'>): Promise<Result<ChatAnswer>>
  /** For good: everything in the room is deleted. Answers the ids of its messages, so that D1 can forget them too. */
  destroy(): Promise<string[]>
}

/**
 * A room as its callers see it. The platform's own stub type turns everything with an `unknown` in it (a tool's input) into
 * `never`; what the calls answer is plain data, so the interface's own types hold.
 */
export type ThreadDoor = ThreadCalls & Pick<Fetcher, 'fetch'>

/** The only way to a thread's room. A stub is dead after an exception: ask for a new one for each request. */
export function threadRoom(env: Env, threadId: string): ThreadDoor {
  return env.THREADS.getByName(threadId.toLowerCase()) as unknown as ThreadDoor
}

type WithoutSeq<Event> = Event extends unknown ? Omit<Event, 'seq'> : never
/** How a person's lists change. */
export type PersonNews = WithoutSeq<PersonEvent>

/** What may be asked of a person's own object. */
export interface PersonCalls {
  /** Tells their browsers. Who calls has looked up that they may read it. */
  tell(news: PersonNews[]): Promise<void>
  /** Sessions of theirs have ended: sockets are looked up at once. */
  sessionsEnded(): Promise<void>
  /** The account is gone. */
  destroy(): Promise<void>
}
export type PersonDoor = PersonCalls & Pick<Fetcher, 'fetch'>

/** The only way to a person's own object. */
export function personRoom(env: Env, userId: string): PersonDoor {
  return env.PEOPLE.getByName(userId.toLowerCase()) as unknown as PersonDoor
}

/** People told at the same moment: an object may have few calls under way, and a model's stream is one of them. */
const AT_ONCE = 4

/** Tells each of some people their news. Nobody waits for it, and who can't be told asks again when they come back. */
export async function tellPeople(env: Env, all: [user_id: string, news: PersonNews][]): Promise<void> {
  await inTurns(all, AT_ONCE, async ([userId, news]) => {
    await personRoom(env, userId)
      .tell([news])
      .catch((error: unknown) => log('warn', 'a person was not told', { user_id: userId, error: described(error) }))
  })
}
