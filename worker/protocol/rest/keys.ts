import { z } from 'zod'
import { id, time } from '../ids.ts'
import { KEY_NAME_MAX } from '../limits.ts'
import { page, type Operation } from './operation.ts'
import { providerId, providers } from './providers.ts'

export const keyName = z
  .string()
  .trim()
  .min(1)
  .max(KEY_NAME_MAX)
  .refine((name) => !name.includes('/'), 'must not contain /')
  .refine((name) => !(providers as readonly string[]).includes(name), "must not be a provider's name")
const baseUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(500)
// It travels in a header; a line break that came along when it was copied must not break it.
const keyText = z
  .string()
  .trim()
  .max(4000)
  .regex(/^[\x21-\x7e]*$/, 'must be letters, digits and signs without spaces')
const keyFields = {
  key_name: keyName,
  key: keyText.min(1),
  base_url: baseUrl.nullable().optional(),
  api: z.enum(['chat', 'responses']).optional(),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable()
    .optional(),
  is_active: z.boolean().optional(),
  is_default: z.boolean().optional(),
}
/** Ollama alone asks for no key: there it may be left out, and says where Ollama runs. */
export const createKey = z
  .object({ provider: providerId, ...keyFields, key: keyText.default('') })
  .refine(({ provider, key }) => key !== '' || provider === 'ollama', { path: ['key'], error: 'is needed' })
/** `provider` can't change; a left out `key` stays. */
export const updateKey = z.object(keyFields).partial()

export const key = z.object({
  id,
  provider: providerId,
  key_name: z.string(),
  last_four: z.string(),
  base_url: z.string().nullable(),
  api: z.enum(['chat', 'responses']),
  region: z.string().nullable(),
  is_active: z.boolean(),
  is_default: z.boolean(),
  created_at: time,
  last_used_at: time.nullable(),
})
export type Key = z.infer<typeof key>

export const keyTest = z.object({
  ok: z.boolean(),
  models: z.array(z.string()).optional(),
  kind: z.string().optional().describe("a provider failure's kind"),
  message: z.string(),
})
export type KeyTest = z.infer<typeof keyTest>

export const keyOperations: Operation[] = [
  {
    method: 'get',
    path: '/keys',
    summary: 'Your keys, never their text',
    access: 'person',
    answers: { 200: page(key) },
  },
  { method: 'post', path: '/keys', summary: 'Add a key', access: 'person', body: createKey, answers: { 201: key } },
  {
    method: 'put',
    path: '/keys/:key_id',
    summary: 'Change a key',
    access: 'person',
    body: updateKey,
    answers: { 200: key },
  },
  { method: 'delete', path: '/keys/:key_id', summary: 'Delete a key', access: 'person', answers: { 204: null } },
  {
    method: 'post',
    path: '/keys/:key_id/test',
    summary: 'Ask the provider whether the key works',
    access: 'person',
    answers: { 200: keyTest },
  },
]
