import { createContext, useContext, type Accessor } from 'solid-js'
import type { Message } from '#protocol/message.ts'
import type { Role } from '#protocol/person.ts'
import type { ModelChoice, TurnOptions } from '#protocol/turn.ts'
import type { PendingMessage } from '../../../sync/state.ts'
import type { ThreadSession } from '../../../sync/thread-session.ts'
import type { ThreadModel } from './thread-model.ts'

/** What is being edited in place, kept here so that scrolling away loses nothing. */
export interface Editing {
  id: string
  text: string
}

export interface MessageActions {
  copy(id: string): void
  startEdit(id: string): void
  changeEdit(text: string): void
  cancelEdit(): void
  submitEdit(keepAnswer: boolean): void
  answerAgain(id: string, options?: TurnOptions & ModelChoice): void
  chooseModel(id: string, anchor: Element): void
  continueAfter(id: string): void
  showBranch(id: string, step: 1 | -1): void
  remove(id: string): Promise<void>
  fork(id: string): Promise<void>
  stop(): void
  /** Takes a message that waits back; its text returns to the composer. */
  takeBack(id: string): void
}

/** What every part of an open thread shares. */
export interface Chat {
  session: ThreadSession
  /** Which model answers next, and how it is asked. */
  model: ThreadModel
  me: { id: string; name: string }
  role: Accessor<Role>
  canWrite: Accessor<boolean>
  /** Ids as shown in the list: the branch, then what this browser has not sent yet. */
  shown: Accessor<string[]>
  /** What waits for its turn, in order. */
  queued: Accessor<string[]>
  message(id: string): Message | undefined
  pending(id: string): PendingMessage | undefined
  editing: Accessor<Editing | null>
  actions: MessageActions
  /** Words about what could not be done. */
  problem: Accessor<string>
  setProblem(words: string): void
  /** Puts text into the composer, behind what is there. */
  write(text: string): void
}

export const ChatContext = createContext<Chat>()

export function useChat(): Chat {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error('outside of a thread')
  return chat
}
