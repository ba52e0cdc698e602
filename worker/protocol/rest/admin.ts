import { z } from 'zod'
import { budget } from '../budget.ts'
import { user } from './auth.ts'
import { page, pageQuery, type Operation } from './operation.ts'

/** An account as an admin sees it. */
export const account = user.extend({ budgets: z.array(budget) })
export type Account = z.infer<typeof account>

export const adminOperations: Operation[] = [
  {
    method: 'get',
    path: '/admin/users',
    summary: 'Every account, newest first',
    access: 'admin',
    query: pageQuery,
    answers: { 200: page(account) },
  },
]
