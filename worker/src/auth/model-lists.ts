import type { Model } from '../../protocol/rest/providers.ts'

const KEPT_MS = 5 * 60_000
const LISTS_MAX = 500
const lists = new Map<string, { models: Model[]; until: number }>()

/** Models of a key (or of a provider without keys) as last listed, for 5 minutes in this isolate's memory. */
export function knownModels(keyId: string): Model[] | undefined {
  const list = lists.get(keyId)
  return list && list.until > Date.now() ? list.models : undefined
}

/** What a list that may be old said about a model: a window doesn't change. */
export function knownModel(keyId: string, modelId: string): Model | undefined {
  return lists.get(keyId)?.models.find((model) => model.id === modelId)
}

export function keepModels(keyId: string, models: Model[]): void {
  if (lists.size >= LISTS_MAX) lists.clear()
  lists.set(keyId, { models, until: Date.now() + KEPT_MS })
}

export function forgetModels(keyId: string): void {
  lists.delete(keyId)
}
