import { expect, test } from 'vitest'
import { canUseTools } from './can-use-tools.ts'

test('a model can use tools if its list says so, or says nothing of what it can', () => {
  expect(canUseTools('ollama', { abilities: ['streaming', 'tools'] })).toBe(true)
  expect(canUseTools('ollama', { abilities: ['streaming'] })).toBe(false)
  expect(canUseTools('ollama', undefined)).toBe(true)
  expect(canUseTools('custom', { abilities: ['streaming'] })).toBe(true)
  expect(canUseTools('custom', { abilities: ['streaming', 'vision'] })).toBe(false)
  expect(canUseTools('bedrock', { abilities: [] })).toBe(false)
})
