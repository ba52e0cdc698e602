import { expect, test } from 'vitest'
import type { ModelGroup } from './catalog.ts'
import { modelNote, pickerSections } from './rows.ts'

const model = (id: string, name: string) => ({
  id,
  name,
  context_window: 200_000,
  max_output: null,
  abilities: [],
  price: { input: 3, cached_read: null, cache_write: null, output: 15 },
})
const group = (provider: string, models: ReturnType<typeof model>[], over: Partial<ModelGroup> = {}): ModelGroup => ({
  id: provider,
  title: provider,
  provider,
  is_default: true,
  status: 'ready',
  error: '',
  none: '',
  models,
  ...over,
})
const sonnet = model('claude-sonnet', 'Claude Sonnet 4.5')
const groups = [
  group('anthropic', [model('claude-haiku', 'Claude Haiku'), sonnet]),
  group('home', [model('gemma3:270m', 'gemma3')]),
]
const none = { favorites: [], recents: [] }
const shown = (search: string, marked: Parameters<typeof pickerSections>[2] = none, all = groups) =>
  pickerSections(all, search, marked).map((one) => `${one.id}: ${one.rows.map((row) => row.model.id).join(' ')}`)

test('finds by any word, in any order, of name, id and provider', () => {
  expect(shown('')).toEqual(['anthropic: claude-haiku claude-sonnet', 'home: gemma3:270m'])
  expect(shown('SONNET claude')).toEqual(['anthropic: claude-sonnet'])
  expect(shown('home 270m')).toEqual(['home: gemma3:270m'])
})

test('what begins with the word comes first', () => {
  const all = [group('router', [model('google/gpt-like', 'A gpt look-alike'), model('gpt-5', 'GPT-5')])]
  expect(shown('gpt', none, all)[0]).toBe('router: gpt-5 google/gpt-like')
})

test('favorites first, then what was used last, each once; a search looks through the lists alone', () => {
  const marked = {
    favorites: [{ provider: 'anthropic', model: 'claude-sonnet' }],
    recents: [
      { provider: 'home', model: 'gemma3:270m' },
      { provider: 'anthropic', model: 'claude-sonnet' },
      { provider: 'gone', model: 'whatever' },
    ],
  }
  expect(shown('', marked).slice(0, 2)).toEqual(['favorites: claude-sonnet', 'recent: gemma3:270m'])
  expect(shown('sonnet claude', marked)).toEqual(['anthropic: claude-sonnet'])
})

test('a recent model stays with the key it was used with; a favorite takes the default key', () => {
  const work = group('anthropic', [sonnet], { id: 'work', key_id: 'work', is_default: false })
  const own = group('anthropic', [sonnet], { id: 'own', key_id: 'own' })
  const named = { provider: 'anthropic', model: 'claude-sonnet' }
  const at = (marked: Parameters<typeof pickerSections>[2]) =>
    pickerSections([work, own], '', marked)[0]?.rows[0]?.group.id
  expect(at({ favorites: [], recents: [{ ...named, key_id: 'work' }] })).toBe('work')
  expect(at({ favorites: [named], recents: [] })).toBe('own')
})

test('a favorite that left the list is still there, its price unknown', () => {
  const [first] = pickerSections(groups, '', { favorites: [{ provider: 'home', model: 'old' }], recents: [] })
  expect(first?.rows[0]).toMatchObject({ unlisted: true, model: { id: 'old', price: null } })
})

test('a name that no list has can be used with any key', () => {
  expect(shown('gpt-9')).toEqual(['typed: gpt-9 gpt-9'])
  expect(shown('claude-sonnet')).toEqual(['anthropic: claude-sonnet', 'typed: claude-sonnet'])
  expect(shown('two words')).toEqual([])
  expect(shown('x', none, [group('demo', [])])).toEqual([])
})

test('says window and price as far as they are known', () => {
  const row = { group: groups[0]!, model: sonnet }
  expect(modelNote(row)).toBe('200k · $3 / $15')
  expect(modelNote({ ...row, model: { ...sonnet, price: null } })).toBe('200k · price unknown')
  const free = { input: 0, cached_read: 0, cache_write: 0, output: 0 }
  expect(modelNote({ ...row, model: { ...sonnet, price: free } })).toBe('200k · free')
  expect(modelNote({ group: group('demo', []), model: sonnet })).toBe('scripted · free')
})

test('a row that is shown again is the same one', () => {
  const [before] = pickerSections(groups, '', none)
  const [after] = pickerSections(groups, 'sonnet', none)
  expect(after?.rows[0]).toBe(before?.rows[1])
})
