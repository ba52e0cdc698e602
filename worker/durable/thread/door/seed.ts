import { newId } from '#protocol/ids.ts'
import type { Message } from '#protocol/message.ts'
import type { Thread } from '#protocol/thread.ts'
import type { ThreadSeed } from '../../../src/doors.ts'
import type { RoomCore } from '../desk/core.ts'
import { emptyOutbox } from '../ledger/outbox.ts'
import { outputRef } from '../store/outputs.ts'
import { freshRow, freshThread, type StoredMessage } from '../store/rows.ts'

/** Makes the room of a new thread. */
export function newRoom(core: RoomCore, seed: ThreadSeed): void {
  core.store.row = {
    thread: newThread(seed),
    leaf: null,
    seq: 0,
    running: null,
    queue: [],
    outbox: emptyOutbox(),
    sending: null,
    reads: {},
    sends: {},
    deleted_at: null,
    ...freshRow,
  }
  for (const message of seed.messages ?? []) core.keep(seeded(message))
  for (const { message_id, tool_call_id, output } of seed.outputs ?? []) {
    const calls = core.store.message(message_id)?.tool_calls ?? []
    const ord = calls.findIndex((call) => call.tool_call_id === tool_call_id)
    core.store.outputs.keepWhole(message_id, ord, output)
  }
  core.select(seed.messages?.at(-1)?.id ?? null)
  core.commit()
}

function newThread({ id, project_id, provider, model, title }: ThreadSeed): Thread {
  const now = new Date().toISOString()
  return {
    id,
    project_id,
    title: title ?? '',
    title_source: title === null ? 'provisional' : 'person',
    provider,
    model,
    summary: null,
    archived: false,
    message_count: 0,
    ...freshThread,
    created_at: now,
    last_activity_at: now,
  }
}

/** As it was shown in another thread: its steps are nobody's bill here. */
function seeded(shown: Message): StoredMessage {
  const { branch: _, steps, tool_calls, ...message } = shown
  const ended_at = message.finished_at ?? message.created_at
  return {
    ...message,
    steps: steps?.map((step) => ({ ...step, id: newId(), ended_at })),
    tool_calls: tool_calls?.map((call) =>
      call.output_ref ? { ...call, output_ref: outputRef(message.id, call) } : call,
    ),
  }
}
