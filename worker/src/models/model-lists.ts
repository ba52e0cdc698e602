import type { Model } from '#protocol/rest/providers.ts'

const KEPT_MS = 5 * 60_000
const LISTS_MAX = 500
const lists = new Map<string, { models: Model[]; until: number }>()
/** Models that were asked about one by one. */
const singles = new Map<string, { model: Model; until: number }>()

/** Models of a key (or of a provider without keys) as last listed, for 5 minutes in this isolate's memory. */
export function knownModels(keyId: string): Model[] | undefined {
  const list = lists.get(keyId)
  return list && list.until > Date.now() ? list.models : undefined
}

/** What a list that may be old said about a model: a window doesn't change. */
export function knownModel(keyId: string, modelId: string): Model | undefined {
  const listed = lists.get(keyId)?.models.find((model) => model.id === modelId)
  if (listed) return listed
  const single = singles.get(`${keyId} ${modelId}`)
  return single && single.until > Date.now() ? single.model : undefined
}

export function keepModel(keyId: string, model: Model): void {
  if (singles.size >= LISTS_MAX) singles.clear()
  singles.set(`${keyId} ${model.id}`, { model, until: Date.now() + KEPT_MS })
}

export function keepModels(keyId: string, models: Model[]): void {
  if (lists.size >= LISTS_MAX) lists.clear()
  lists.set(keyId, { models, until: Date.now() + KEPT_MS })
}

export function forgetModels(keyId: string): void {
  lists.delete(keyId)
  for (const name of singles.keys()) if (name.startsWith(`${keyId} `)) singles.delete(name)
}
