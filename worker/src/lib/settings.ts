import type { Env } from '../env.ts'
import { AppError } from './error.ts'
import { settingsSchema, type Settings } from '../settings-schema.ts'

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
  const parsed = settingsSchema.safeParse(env)
  if (parsed.success) return parsed.data
  return parsed.error.issues.map((issue) => `setting ${issue.path.join('.')}: ${issue.message}`).join('; ')
}
