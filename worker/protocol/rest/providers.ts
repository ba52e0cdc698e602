import { z } from 'zod'
import { id } from '../ids.ts'
import { page, type Operation } from './operation.ts'

export const providers = ['openai', 'anthropic', 'gemini', 'openrouter', 'bedrock', 'ollama', 'custom', 'demo'] as const
export const providerId = z.enum(providers)
export type ProviderId = z.infer<typeof providerId>

export const provider = z.object({
  id: providerId,
  name: z.string(),
  needs_key: z.boolean(),
  needs_base_url: z.boolean(),
  base_url: z.string().nullable().describe("the provider's own"),
  keys_url: z.string().nullable().describe('the page where the provider hands out keys'),
  keys: z.int().nonnegative().describe('how many active keys you have for it'),
})
export type Provider = z.infer<typeof provider>

const perMillion = z.number().nonnegative().nullable()
export const model = z.object({
  id: z.string(),
  name: z.string(),
  context_window: z.int().positive().nullable(),
  max_output: z.int().positive().nullable(),
  abilities: z.array(z.enum(['tools', 'vision', 'reasoning', 'streaming'])),
  price: z
    .object({ input: perMillion, cached_read: perMillion, cache_write: perMillion, output: perMillion })
    .nullable(),
})
export type Model = z.infer<typeof model>

export const providerOperations: Operation[] = [
  {
    method: 'get',
    path: '/providers',
    summary: 'Providers that can answer',
    access: 'person',
    answers: { 200: page(provider) },
  },
  {
    method: 'get',
    path: '/providers/:provider/models',
    summary: 'Models that a key opens',
    access: 'person',
    query: z.object({ key_id: id.optional(), refresh: z.enum(['true', '1']).optional() }),
    answers: { 200: page(model) },
  },
]
