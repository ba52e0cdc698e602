/** A thread stores provider and model; a key that isn't the provider's default is remembered on this device. */
const name = (owner: string, threadId: string) => `edgewise.key.${owner}.${threadId}`

export const rememberedKey = (owner: string, threadId: string): string | undefined =>
  localStorage.getItem(name(owner, threadId)) ?? undefined

export function rememberKey(owner: string, threadId: string, keyId: string | undefined): void {
  if (keyId) localStorage.setItem(name(owner, threadId), keyId)
  else localStorage.removeItem(name(owner, threadId))
}
