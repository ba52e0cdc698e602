import { expect, test } from 'vitest'
import type { Model } from '#protocol/rest/providers.ts'
import { abilitiesWords, matching, priceWords, windowWords } from './model-words.ts'

const model = (more: Partial<Model>): Model => ({
  id: 'gpt-5.1',
  name: 'GPT-5.1',
  context_window: 400_000,
  max_output: null,
  abilities: ['streaming', 'tools', 'vision'],
  price: { input: 1.25, cached_read: 0.125, cache_write: null, output: 10 },
  ...more,
})

test('a model says its window, abilities and price, as far as they are known', () => {
  expect([windowWords(model({})), abilitiesWords(model({})), priceWords(model({}))]).toEqual([
    '400k',
    'tools, images',
    '$1.25 / $10',
  ])
  const free = { input: 0, cached_read: null, cache_write: null, output: 0 }
  expect([priceWords(model({ price: null })), priceWords(model({ price: free }))]).toEqual(['price unknown', 'free'])
  expect(windowWords(model({ context_window: null }))).toBe('')
})

test('each word of a search is somewhere in the name or id', () => {
  const all = [model({}), model({ id: 'meta/llama-4', name: 'Llama 4' })]
  expect(matching(all, ' LLAMA meta ').map((one) => one.id)).toEqual(['meta/llama-4'])
  expect(matching(all, '')).toHaveLength(2)
  expect(matching(all, 'llama gpt')).toEqual([])
})
