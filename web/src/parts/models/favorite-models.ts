import { changeSettings, settings } from '../../state/settings.ts'

const nameOf = (provider: string, model: string) => `${provider}/${model}`

export const isFavorite = (provider: string, model: string): boolean =>
  settings.favorite_models.includes(nameOf(provider, model))

/** Kept with the person's settings, on every device. Answers whether it is one now; throws the server's refusal. */
export async function toggleFavorite(provider: string, model: string): Promise<boolean> {
  const name = nameOf(provider, model)
  const was = isFavorite(provider, model)
  const rest = settings.favorite_models.filter((one) => one !== name)
  await changeSettings({ favorite_models: was ? rest : [...rest, name] })
  return !was
}

/** `PROVIDER/MODEL` apart; a model's own id may have more of them. */
export function favoriteModels(): { provider: string; model: string }[] {
  return settings.favorite_models.flatMap((name) => {
    const at = name.indexOf('/')
    return at > 0 ? [{ provider: name.slice(0, at), model: name.slice(at + 1) }] : []
  })
}
