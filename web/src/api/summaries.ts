import type { SummaryView } from '#protocol/rest/summaries.ts'
import { api } from './client.ts'

export const getSummary = (thread_id: string) => api.get<SummaryView>(`/threads/${thread_id}/summary`)
/** It is made meanwhile: a `summary_available` frame tells when it is there. */
export const summarize = (thread_id: string) => api.post<SummaryView>(`/threads/${thread_id}/summarize`)
