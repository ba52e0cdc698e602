import type { User } from '#protocol/rest/auth.ts'
import type { Page } from '#protocol/rest/operation.ts'
import type { UsageRow } from '#protocol/rest/usage.ts'
import type { Session, Settings } from '#protocol/rest/users.ts'
import { allOf, api } from './client.ts'

export const getProfile = () => api.get<User>('/users/profile')
export const putProfile = (change: { username?: string; email?: string }) => api.put<User>('/users/profile', change)
export const putPassword = (current_password: string, new_password: string) =>
  api.put<void>('/users/password', { current_password, new_password })
export const getSettings = () => api.get<Settings>('/users/settings')
export const putSettings = (change: Partial<Settings>) => api.put<Settings>('/users/settings', change)
export const listSessions = () => allOf<Session>('/users/sessions')
export const endSession = (session_id: string) => api.delete(`/users/sessions/${session_id}`)
export const getUsage = (query: { from?: string; to?: string; group_by?: 'day' | 'model' | 'project' | 'thread' }) =>
  api.get<Page<UsageRow>>('/users/usage', { query })
export const deleteAccount = (password: string) => api.delete('/users/me', { password })
