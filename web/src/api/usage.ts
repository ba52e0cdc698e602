import type { UsageGroup, UsageRow } from '#protocol/rest/usage.ts'
import { allOf, api } from './client.ts'

export interface UsageQuery {
  /** Days in UTC, both included: 2026-11-01. */
  from: string
  to: string
  group_by: UsageGroup
  split_by?: 'model' | 'project'
}

export const listUsage = (query: UsageQuery) => allOf<UsageRow>('/users/usage', { ...query })
/** The same rows as a table for other programs. */
export const usageCsv = (query: UsageQuery) =>
  api.text('/users/usage', { query: { ...query, format: 'csv' }, accept: 'text/csv' })
