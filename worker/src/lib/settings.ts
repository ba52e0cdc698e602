import { z } from 'zod'
import type { Env } from '../env.ts'
import { AppError } from './error.ts'

const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'expected a whole number from 1')
  .transform(Number)

const encryptionKey = z
  .string({ error: 'expected VERSION:BASE64 of 32 bytes, newest first, comma-separated' })
  .transform((text, context) => {
    const keys = text.split(',').map((part) => part.trim().split(':'))
    const versions = new Map<string, Uint8Array<ArrayBuffer>>()
    for (const [version = '', base64 = ''] of keys) versions.set(version, bytesOf(base64))
    const right = [...versions].every(([version, bytes]) => /^[\w-]{1,20}$/.test(version) && bytes.length === 32)
    if (right && versions.size === keys.length) return versions
    context.addIssue('expected VERSION:BASE64 of 32 bytes, newest first, comma-separated')
    return z.NEVER
  })

const schema = z.object({
  LIMIT_MESSAGES_PER_MINUTE: count,
  LIMIT_AUTH_PER_MINUTE: count,
  LIMIT_API_PER_MINUTE: count,
  LIMIT_SILENCE_SECONDS: count.default(120),
  WATCHDOG_SECONDS: count.default(30),
  REGISTRATION: z.enum(['open', 'invite', 'closed'], { error: 'expected open, invite or closed' }),
  ALLOW_PRIVATE_BASE_URLS: z.enum(['0', '1'], { error: 'expected 0 or 1' }).transform((text) => text === '1'),
  ENCRYPTION_KEY: encryptionKey,
  JWT_SECRET: z.string({ error: 'expected at least 32 characters' }).min(32, 'expected at least 32 characters'),
})
export type Settings = z.infer<typeof schema>

const checked = new WeakMap<Env, Settings | string>()

/** The settings as values; a wrong one is an `unavailable` that names it and what was expected, never what it holds. */
export function settings(env: Env): Settings {
  const known = checked.get(env) ?? read(env)
  checked.set(env, known)
  if (typeof known === 'string') throw new AppError('unavailable', known)
  return known
}

/** What is wrong with the settings, in one line; null when nothing is. */
export function checkSettings(env: Partial<Record<keyof Settings, string>>): string | null {
  const known = read(env)
  return typeof known === 'string' ? known : null
}

function read(env: object): Settings | string {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  return parsed.error.issues.map((issue) => `setting ${issue.path.join('.')}: ${issue.message}`).join('; ')
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
