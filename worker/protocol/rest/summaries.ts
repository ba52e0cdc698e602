import { z } from 'zod'
import { summary, summaryState } from '../summary.ts'
import type { Operation } from './operation.ts'

export const summaryView = z.object({
  summary: summary.nullable().describe('the newest'),
  state: summaryState,
  error: z.string().nullable().describe('why the last try failed'),
  history: z.array(summary).describe('older ones, newest first'),
})
export type SummaryView = z.infer<typeof summaryView>

export const summaryOperations: Operation[] = [
  {
    method: 'post',
    path: '/threads/:thread_id/summarize',
    summary: 'Ask for a summary (editor); `summary_available` tells when it is there',
    access: 'person',
    answers: { 202: summaryView },
  },
  {
    method: 'get',
    path: '/threads/:thread_id/summary',
    summary: 'The summary, and older ones',
    access: 'person',
    answers: { 200: summaryView },
  },
]
