import type { Message } from '#protocol/message.ts'
import { listMessages } from '../../../api/threads.ts'

/** The messages that stand in for each other at one place, in order: what "2 of 3" counts. */
export function siblingsOf(threadId: string, message: Message): Promise<string[]> {
  return message.parent_message_id === null
    ? amongFirst(threadId, message)
    : below(threadId, message, message.parent_message_id)
}

const TREE = { tree: true, include_deleted: true, limit: 200 } as const

/** Answers to one message were written after it: pages forward from there. */
async function below(threadId: string, message: Message, parent: string): Promise<string[]> {
  const found: string[] = []
  let after: string | undefined = parent
  while (after !== undefined && found.length < message.branch.count) {
    const page = await listMessages(threadId, { ...TREE, after })
    found.push(...page.messages.filter((other) => isSibling(message, other)).map((other) => other.id))
    after = page.has_more ? page.messages.at(-1)?.id : undefined
  }
  return found
}

/** The beginning of a thread has nothing before it to start from: pages backward from the end. */
async function amongFirst(threadId: string, message: Message): Promise<string[]> {
  const found: string[] = []
  let before: string | undefined
  for (;;) {
    const page = await listMessages(threadId, { ...TREE, before })
    found.unshift(...page.messages.filter((other) => isSibling(message, other)).map((other) => other.id))
    before = page.messages[0]?.id
    if (!page.has_more || before === undefined || found.length >= message.branch.count) return found
  }
}

function isSibling(one: Message, other: Message): boolean {
  const placed = other.status !== 'queued' && other.status !== 'withdrawn'
  return placed && other.parent_message_id === one.parent_message_id && other.role === one.role
}
