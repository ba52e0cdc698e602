import { z } from 'zod'
import type { Operation } from './operation.ts'

export const health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.enum(['ok', 'unreachable']),
  bindings: z.record(z.string(), z.boolean()),
})
export const about = z.object({ name: z.string(), version: z.string(), links: z.record(z.string(), z.string()) })

export const healthOperations: Operation[] = [
  {
    method: 'get',
    path: '/health',
    summary: 'Whether the database and the bindings answer',
    access: 'none',
    answers: { 200: health, 503: health },
  },
  { method: 'get', path: '/', summary: 'Name, version and links', access: 'none', answers: { 200: about } },
]
