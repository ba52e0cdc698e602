import { expect, test } from 'vitest'
import { estimate } from '../../../src/agent/prompt/tokens.ts'
import { BranchPieces } from './branch-pieces.ts'
import type { StoredMessage } from './rows.ts'
import type { Store } from './store.ts'
import { MessageTree } from './tree.ts'

/** A store of messages in memory that counts how often one is looked at. */
function branch() {
  const messages = new Map<string, StoredMessage>()
  const tree = new MessageTree([])
  const looked = { count: 0 }
  const store = {
    tree,
    edition: 0,
    message(id: string) {
      looked.count++
      return messages.get(id)
    },
  }
  const add = (id: string, parent: string | null, role: 'user' | 'assistant', status = 'complete') => {
    const message = { id, parent_message_id: parent, role, status, content: id } as StoredMessage
    messages.set(id, message)
    tree.add({ id, parent, role, status: message.status, ord: tree.nextOrd() })
  }
  const pieces = new BranchPieces(store as unknown as Store)
  const read = (leaf: string, most = Infinity) => {
    const found: string[] = []
    for (const { prompt } of pieces.newestFirst(leaf, estimate)) {
      if (found.length >= most) break
      found.push(String(prompt[0]?.content))
    }
    return found
  }
  return { add, read, looked, messages, tree, store }
}

/** q1 a1 q2 a2 … one below the other. */
function chain(turns: number) {
  const made = branch()
  for (let turn = 1; turn <= turns; turn++) {
    made.add(`q${turn}`, turn === 1 ? null : `a${turn - 1}`, 'user')
    made.add(`a${turn}`, `q${turn}`, 'assistant')
  }
  return made
}

test('reads back only as far as somebody asks, and each message once', () => {
  const { read, looked } = chain(1_000)
  expect(read('a1000', 3)).toEqual(['a1000', 'q1000', 'a999'])
  expect(looked.count).toBeLessThan(10)
  read('a1000', 500)
  const before = looked.count
  expect(read('a1000', 500)).toHaveLength(500)
  expect(looked.count).toBe(before)
})

test('a new turn costs its own messages, however long the conversation is', () => {
  const { add, read, looked } = chain(1_000)
  read('a1000', 1_500)
  for (let turn = 1_001; turn <= 1_010; turn++) {
    const before = looked.count
    add(`q${turn}`, `a${turn - 1}`, 'user')
    add(`a${turn}`, `q${turn}`, 'assistant')
    expect(read(`a${turn}`, 1_000).slice(0, 3)).toEqual([`a${turn}`, `q${turn}`, `a${turn - 1}`])
    expect(looked.count - before).toBeLessThanOrEqual(2)
  }
})

test('an answer that streams is read anew each time, and what is above it is remembered', () => {
  const { add, read, messages } = chain(3)
  add('live', 'a3', 'assistant', 'streaming')
  expect(read('live', 2)).toEqual(['live', 'a3'])
  messages.set('live', { ...messages.get('live')!, content: 'longer' })
  expect(read('live', 2)).toEqual(['longer', 'a3'])
})

test('another branch, an edit and a deletion are seen', () => {
  const { add, read, messages, store } = chain(3)
  read('a3')
  add('b3', 'q3', 'assistant')
  expect(read('b3')).toEqual(['b3', 'q3', 'a2', 'q2', 'a1', 'q1'])
  messages.set('q2', { ...messages.get('q2')!, content: 'edited' })
  messages.set('a1', { ...messages.get('a1')!, deleted_at: 'now' })
  store.edition++
  expect(read('b3')).toEqual(['b3', 'q3', 'a2', 'edited', 'q1'])
})
