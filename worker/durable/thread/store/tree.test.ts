import { expect, test } from 'vitest'
import { EventLog } from '../../shared/event-log.ts'
import { joinChunks } from '../desk/join-chunks.ts'
import type { TreeRow } from './rows.ts'
import { cleanTitle, provisionalTitle } from '../beside/titles.ts'
import { MessageTree } from './tree.ts'

const row = (id: string, parent: string | null, ord: number, more: Partial<TreeRow> = {}): TreeRow => ({
  id,
  parent,
  role: ord % 2 === 1 ? 'user' : 'assistant',
  status: 'complete',
  ord,
  ...more,
})

test('knows depths even where a message was stored before the one it hangs below', () => {
  const tree = new MessageTree([
    row('a', null, 1),
    row('waited', 'answer', 2, { role: 'user' }),
    row('answer', 'a', 3, { role: 'assistant' }),
  ])
  expect(['a', 'answer', 'waited'].map((id) => tree.depthOf(id))).toEqual([1, 2, 3])
})

test('counts siblings of one role that are on a branch, and finds the newest leaf below a message', () => {
  const tree = new MessageTree([
    row('q', null, 1),
    row('a1', 'q', 2),
    row('a2', 'q', 4),
    row('q2', 'a1', 5),
    row('gone', 'a1', 7, { status: 'withdrawn' }),
  ])
  expect(tree.branchOf('a2')).toEqual({ index: 1, count: 2 })
  expect(tree.branchOf('q2')).toEqual({ index: 0, count: 1 })
  expect(tree.leafBelow('q')).toBe('a2')
  expect(tree.leafBelow('a1')).toBe('q2')
  expect(tree.commonAncestor('q2', 'a2')).toBe('q')
  expect(tree.commonAncestor(null, 'a2')).toBeNull()
})

test('holds 10,000 messages without walking them for each', () => {
  const tree = new MessageTree(
    Array.from({ length: 10_000 }, (_, index) => row(`m${index}`, index === 0 ? null : `m${index - 1}`, index + 1)),
  )
  expect(tree.depthOf('m9999')).toBe(10_000)
  expect([...tree.upward('m3')].map(({ id }) => id)).toEqual(['m3', 'm2', 'm1', 'm0'])
})

test('the log answers what came after a seq, or that it does not know (S3)', () => {
  const log = new EventLog(joinChunks)
  const chunk = (seq: number, is_final = false) => ({
    type: 'stream_chunk' as const,
    seq,
    message_id: 'm',
    chunk: `${seq} `,
    chunk_index: seq,
    kind: 'text' as const,
    is_final,
  })
  for (let seq = 10; seq <= 14; seq++) log.add(chunk(seq, seq === 14), JSON.stringify(chunk(seq, seq === 14)))
  expect(log.after(8)).toBeNull()
  const missed = log.after(10)!
  expect(missed.from).toBe(11)
  expect(missed.frames.map((frame) => JSON.parse(frame))).toEqual([
    { ...chunk(13), chunk: '11 12 13 ', from_seq: 11, chunk_index: 11 },
    chunk(14, true),
  ])
  for (let seq = 15; seq < 20_000; seq++) log.add(chunk(seq), JSON.stringify(chunk(seq)))
  expect(log.after(14)).toBeNull()
  expect(log.after(19_990)!.frames).toHaveLength(1)
})

test('makes titles: the first line cut at a word, or what the model wrote without its quotation marks', () => {
  expect(provisionalTitle('  Short one\nmore')).toBe('Short one')
  const long = provisionalTitle(
    'How do I predict the next high water without a library, from readings every 15 minutes?',
  )
  expect(long.length).toBeLessThanOrEqual(61)
  expect(long).toMatch(/\w…$/)
  expect(cleanTitle('\n"Tides near the Coast."\nSecond line')).toBe('Tides near the Coast')
  expect(cleanTitle('   ')).toBe('')
})
