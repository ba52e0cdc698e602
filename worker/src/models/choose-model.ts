import { providerId, type ProviderId } from '#protocol/rest/providers.ts'
import type { ModelChoice } from '#protocol/turn.ts'
import type { ModelWish } from '../db/model-sources.ts'
import { AppError } from '../lib/error.ts'
import { registry, takesKeys } from '../providers/registry.ts'

export interface KeyChoice {
  id: string
  provider: ProviderId
  is_default: boolean
}

export interface ChosenModel<Key extends KeyChoice> {
  provider: ProviderId
  model: string
  key: Key | null
}

/** Which model answers: the first wish with a provider, with that wish's model or the next one that belongs to the same provider. */
export function chooseModel<Key extends KeyChoice>(
  choice: ModelChoice,
  others: ModelWish[],
  keys: Key[],
): ChosenModel<Key> {
  const named = keyOf(choice, keys)
  const asked: ModelWish = { provider: named?.provider ?? choice.provider ?? null, model: choice.model ?? null }
  const usable = [...new Set(keys.filter((key) => mayHaveKey(key.provider)).map((key) => key.provider))]
  const fallback = usable.length === 1 ? usable[0]! : null
  const wishes = owned([asked, ...others], fallback)
  const first = wishes.find((wish) => wish.provider !== null)
  if (!first?.provider) return scripted(asked.model)
  const provider = known(first.provider)
  const model = wishes.find((wish) => wish.provider === provider && wish.model !== null)?.model
  if (!model && provider !== 'demo') throw new AppError('unknown_model', `Choose a model of ${provider}.`)
  return { provider, model: model ?? 'demo', key: named ?? keyFor(provider, keys) }
}

function scripted(model: string | null): ChosenModel<never> {
  if (model === null || model === 'demo') return { provider: 'demo', model: 'demo', key: null }
  throw new AppError('unknown_model', `Name the provider of ${model} too.`)
}

/** A model without a provider belongs to the provider that the next wish names. */
function owned(wishes: ModelWish[], fallback: ProviderId | null): ModelWish[] {
  return wishes.map((wish, at) => {
    if (wish.provider !== null || wish.model === null) return wish
    const provider = wishes.slice(at).find((later) => later.provider !== null)?.provider ?? fallback
    return { provider, model: wish.model }
  })
}

function known(text: string): ProviderId {
  const parsed = providerId.safeParse(text)
  if (!parsed.success) throw new AppError('unknown_provider', `There is no provider called ${text}.`)
  return parsed.data
}

function keyOf<Key extends KeyChoice>(choice: ModelChoice, keys: Key[]): Key | undefined {
  if (!choice.key_id) return undefined
  const key = keys.find((each) => each.id === choice.key_id!.toLowerCase())
  if (!key) throw new AppError('no_key', 'This key is not there, or it is switched off.')
  if (choice.provider && choice.provider !== key.provider) {
    throw new AppError('no_key', `This key belongs to ${key.provider}, not to ${choice.provider}.`)
  }
  return key
}

function keyFor<Key extends KeyChoice>(provider: ProviderId, keys: Key[]): Key | null {
  if (!mayHaveKey(provider)) return null
  const own = keys.filter((key) => key.provider === provider)
  const key = own.find((each) => each.is_default) ?? own[0]
  if (!key && needsKey(provider)) throw new AppError('no_key', `Add a key for ${provider} first.`)
  return key ?? null
}

function mayHaveKey(provider: ProviderId): boolean {
  return takesKeys(registry[provider])
}

function needsKey(provider: ProviderId): boolean {
  const { needs_key, needs_base_url } = registry[provider]
  return needs_key || needs_base_url
}
