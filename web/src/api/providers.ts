import type { Page } from '#protocol/rest/operation.ts'
import type { Model, Provider } from '#protocol/rest/providers.ts'
import { allOf, api } from './client.ts'

export const listProviders = () => allOf<Provider>('/providers')
export const listModels = (provider: string, options: { key_id?: string; refresh?: boolean } = {}) =>
  api.get<Page<Model>>(`/providers/${provider}/models`, {
    query: { key_id: options.key_id, refresh: options.refresh ? '1' : undefined },
  })
