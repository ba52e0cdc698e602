import type { Key, KeyTest } from '#protocol/rest/keys.ts'
import type { ProviderId } from '#protocol/rest/providers.ts'
import { allOf, api } from './client.ts'

export interface KeyChange {
  key_name?: string
  key?: string
  base_url?: string | null
  api?: 'chat' | 'responses'
  region?: string | null
  is_active?: boolean
  is_default?: boolean
}

export const listKeys = () => allOf<Key>('/keys')
export const createKey = (key: KeyChange & { provider: ProviderId; key_name: string; key: string }) =>
  api.post<Key>('/keys', key)
export const updateKey = (key_id: string, change: KeyChange) => api.put<Key>(`/keys/${key_id}`, change)
export const deleteKey = (key_id: string) => api.delete(`/keys/${key_id}`)
export const testKey = (key_id: string) => api.post<KeyTest>(`/keys/${key_id}/test`)
