import { z } from 'zod'
import { dollars } from '../ids.ts'
import { page, type Operation } from './operation.ts'

export const usageGroups = ['day', 'model', 'project', 'thread'] as const
export type UsageGroup = (typeof usageGroups)[number]

export const usageQuery = z.object({
  from: z.iso.date().optional().describe('a day in UTC, included'),
  to: z.iso.date().optional().describe('a day in UTC, included'),
  group_by: z.enum(usageGroups).default('day'),
  split_by: z.enum(['model', 'project']).optional().describe('a row for each of these within each group'),
  format: z.enum(['json', 'csv']).default('json').describe('`Accept: text/csv` asks for the same'),
})

export const usageRow = z.object({
  group: z.string().describe('the day, PROVIDER/MODEL, or the id of the project or thread'),
  label: z.string(),
  split: z.string().nullable().describe('PROVIDER/MODEL or the id of the project, where `split_by` asked'),
  split_label: z.string().nullable(),
  calls: z.int(),
  unpriced_calls: z.int().describe('whose price is unknown: they are not in `cost_usd`'),
  estimated_calls: z.int().describe('whose tokens no provider reported'),
  input_tokens: z.int().describe('cache included'),
  cached_read_tokens: z.int(),
  cache_write_tokens: z.int(),
  output_tokens: z.int().describe('reasoning included'),
  reasoning_tokens: z.int(),
  total_tokens: z.int(),
  cost_usd: dollars,
  estimated_usd: dollars.describe('the part of `cost_usd` that rests on estimated tokens'),
})
export type UsageRow = z.infer<typeof usageRow>

export const usageOperations: Operation[] = [
  {
    method: 'get',
    path: '/users/usage',
    summary: 'Tokens and cost; as CSV with `format=csv`',
    access: 'person',
    query: usageQuery,
    answers: { 200: page(usageRow) },
  },
]
