import { expect, test } from 'vitest'
import type { ModelGroup } from './catalog.ts'
import { matchingRows, modelNote } from './rows.ts'

const model = (id: string, name: string) => ({
  id,
  name,
  context_window: 200_000,
  max_output: null,
  abilities: [],
  price: { input: 3, cached_read: null, cache_write: null, output: 15 },
})
const group = (provider: string, ...models: ReturnType<typeof model>[]): ModelGroup => ({
  id: provider,
  title: provider,
  provider,
  is_default: true,
  status: 'ready',
  error: '',
  models,
})
const groups = [
  group('anthropic', model('claude-sonnet', 'Claude Sonnet 4.5')),
  group('home', model('gemma3:270m', 'gemma3')),
]
const found = (search: string) => matchingRows(groups, search).map((row) => row.model.id)

test('finds by any word, in any order, of name, id and provider', () => {
  expect(found('')).toEqual(['claude-sonnet', 'gemma3:270m'])
  expect(found('SONNET claude')).toEqual(['claude-sonnet'])
  expect(found('home 270m')).toEqual(['gemma3:270m'])
  expect(found('gpt')).toEqual([])
})

test('says window and price as far as they are known', () => {
  const [row] = matchingRows(groups, 'sonnet')
  expect(modelNote(row!)).toBe('200k · $3 / $15')
  expect(modelNote({ ...row!, model: { ...row!.model, price: null } })).toBe('200k')
  expect(
    modelNote({ ...row!, model: { ...row!.model, price: { input: 0, cached_read: 0, cache_write: 0, output: 0 } } }),
  ).toBe('200k · free')
  expect(modelNote({ group: group('demo'), model: row!.model })).toBe('scripted · free')
})
