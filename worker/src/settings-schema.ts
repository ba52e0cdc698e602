import { z } from 'zod'

const count = z
  .string({ error: 'expected a whole number from 1' })
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

/** Every setting. Whoever adds one is told by a test where else it stands. */
export const settingsSchema = z.object({
  LIMIT_MESSAGES_PER_MINUTE: count,
  LIMIT_AUTH_PER_MINUTE: count,
  LIMIT_API_PER_MINUTE: count,
  /** A model that sends no byte for so long counts as gone. */
  LIMIT_SILENCE_SECONDS: count.default(120),
  /** How long after a crash a room looks after a turn that nobody runs. */
  WATCHDOG_SECONDS: count.default(30),
  REGISTRATION: z.enum(['open', 'invite', 'closed'], { error: 'expected open, invite or closed' }),
  ALLOW_PRIVATE_BASE_URLS: z.enum(['0', '1'], { error: 'expected 0 or 1' }).transform((text) => text === '1'),
  /** `VERSION:BASE64` of 32 bytes, newest first, comma-separated: older ones still open what they sealed. */
  ENCRYPTION_KEY: encryptionKey,
  JWT_SECRET: z.string({ error: 'expected at least 32 characters' }).min(32, 'expected at least 32 characters'),
})
export type Settings = z.infer<typeof settingsSchema>
/** Settings as wrangler.toml and `npm start` give them: any text, before it is checked. */
export type SettingTexts = { [Name in keyof z.input<typeof settingsSchema>]: string }

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
