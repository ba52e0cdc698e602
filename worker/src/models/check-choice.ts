import type { ModelChoice } from '#protocol/turn.ts'
import { findKey } from '../db/keys.ts'
import type { Env } from '../env.ts'
import { AppError } from '../lib/error.ts'
import { provider as plugin } from '../providers/registry.ts'

/** The provider and model that a choice names, checked as far as it goes without asking anybody. A key names its provider. */
export async function checkChoice(
  env: Env,
  userId: string,
  choice: ModelChoice,
): Promise<{ provider: string | null; model: string | null }> {
  checkProvider(choice.provider)
  if (!choice.key_id) return { provider: choice.provider ?? null, model: choice.model ?? null }
  const key = await findKey(env.DB, userId, choice.key_id)
  if (!key || !key.is_active) throw new AppError('no_key', 'This key is not there, or it is switched off.')
  if (choice.provider && choice.provider !== key.provider) {
    throw new AppError('no_key', `This key belongs to ${key.provider}, not to ${choice.provider}.`)
  }
  return { provider: key.provider, model: choice.model ?? null }
}

/** Throws unknown_provider for a name that nobody has. Nothing chosen is fine. */
export function checkProvider(name: string | null | undefined, field = 'provider'): void {
  if (name === null || name === undefined || plugin(name)) return
  const details = { fields: [{ field, message: 'is not a provider that can answer here' }] }
  throw new AppError('unknown_provider', `There is no provider “${name}” here.`, { details })
}
