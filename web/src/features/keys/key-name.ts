/** A name to begin with: the provider's, numbered when it is taken. It may hold no slash and not be a provider's id. */
export function suggestName(provider: { id: string; name: string }, taken: readonly string[]): string {
  const base = provider.id === 'custom' ? 'My server' : `My ${provider.name}`
  const names = new Set(taken.map((name) => name.toLowerCase()))
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base} ${count}`
    if (!names.has(name.toLowerCase())) return name
  }
}
