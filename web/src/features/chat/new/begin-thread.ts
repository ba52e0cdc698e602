import { createThread } from '../../../api/threads.ts'
import { uuid } from '../../../lib/uuid.ts'
import { knownModel } from '../../../parts/models/catalog.ts'
import type { AskOptions } from '../../../parts/models/open-model-picker.ts'
import { touchThread } from '../../../state/threads.ts'
import { makeOutboxStore } from '../../../sync/outbox-store.ts'
import { rememberKey } from '../state/remembered-key.ts'
import { asked, rememberOptions } from '../state/remembered-options.ts'

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
  ask: AskOptions
  tools: string[]
}): Promise<string> {
  const { owner, project_id, content, provider, model, key_id, ask, tools } = first
  const thread = await createThread({ project_id, provider, model: model ?? undefined })
  const reasons = knownModel(provider, model)?.abilities.includes('reasoning') ?? false
  const options = { ...asked(ask, reasons), tools }
  const frame = { type: 'send_message', message_id: uuid(), content, key_id, options } as const
  makeOutboxStore(localStorage, owner, thread.id).keep(frame, new Date().toISOString())
  rememberKey(owner, thread.id, key_id)
  rememberOptions(owner, thread.id, ask)
  touchThread(thread)
  return thread.id
}
