import type { Page } from '#protocol/rest/operation.ts'
import type { Account } from '#protocol/rest/admin.ts'
import { api } from './client.ts'

/** Every account of this server, newest first; for admins. */
export const listAccounts = (cursor?: string) => api.get<Page<Account>>('/admin/users', { query: { cursor } })
