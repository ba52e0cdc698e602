import type { ThreadEvent } from '#protocol/thread-down.ts'

/** Neighbouring chunks of one message as one, which says from which seq on it stands; null for everything else. */
export function joinChunks(a: ThreadEvent, b: ThreadEvent): ThreadEvent | null {
  if (a.type !== 'stream_chunk' || b.type !== 'stream_chunk' || a.is_final || b.is_final) return null
  const isSameRun = a.message_id === b.message_id && a.kind === b.kind && b.seq === a.seq + 1
  return isSameRun ? { ...a, seq: b.seq, from_seq: a.from_seq ?? a.seq, chunk: a.chunk + b.chunk } : null
}
