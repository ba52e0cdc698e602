import { createThread } from '../../api/threads.ts'
import { uuid } from '../../lib/uuid.ts'
import { touchThread } from '../../state/threads.ts'
import { makeOutboxStore } from '../../sync/outbox-store.ts'
import { rememberKey } from './model/remembered-key.ts'

/**
 * Makes a thread and puts its first message into the thread's outbox: the page that opens next sends it, with all the
 * care that any other message gets. Answers the thread's id.
 */
export async function beginThread(first: {
  owner: string
  project_id: string
  content: string
  provider: string
  model: string | null
  key_id?: string
}): Promise<string> {
  const { owner, project_id, content, provider, key_id } = first
  const thread = await createThread({ project_id, provider, model: first.model ?? undefined })
  const frame = { type: 'send_message', message_id: uuid(), content, key_id } as const
  makeOutboxStore(localStorage, owner, thread.id).keep(frame, new Date().toISOString())
  rememberKey(owner, thread.id, key_id)
  touchThread(thread)
  return thread.id
}
