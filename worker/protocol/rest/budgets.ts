import { z } from 'zod'
import { budget, budgetPeriods } from '../budget.ts'
import { page, type Operation } from './operation.ts'

/** Dollars as a person or a program writes them: a number or a decimal string, at most 9 places. */
export const dollarsInput = z
  .union([z.number().nonnegative().max(1_000_000), z.string().regex(/^\d{1,7}(\.\d{1,9})?$/, 'must be like 12.50')])
  .transform((value) => decimal9(String(value)))
  .describe('US dollars')

function decimal9(text: string): string {
  // a number may print as 1e-7
  const plain = text.includes('e') ? Number(text).toFixed(9) : text
  const [whole = '0', places = ''] = plain.split('.')
  return `${whole}.${places.slice(0, 9).padEnd(9, '0')}`
}

export const setBudget = z
  .object({
    period: z.enum(budgetPeriods),
    limit_usd: dollarsInput.nullable().default(null),
    limit_tokens: z.int().nonnegative().nullable().default(null),
  })
  .refine((one) => one.limit_usd !== null || one.limit_tokens !== null, {
    path: ['limit_usd'],
    error: 'or limit_tokens is needed',
  })
/** All budgets of a person or project at once, at most one for each period; an empty list takes them away. */
export const setBudgets = z.object({
  budgets: z
    .array(setBudget)
    .max(budgetPeriods.length)
    .refine((all) => new Set(all.map((one) => one.period)).size === all.length, 'one for each period'),
})

export const budgetOperations: Operation[] = [
  {
    method: 'get',
    path: '/users/budgets',
    summary: 'Budgets that limit you: your own and those of your projects',
    access: 'person',
    answers: { 200: page(budget) },
  },
  {
    method: 'get',
    path: '/projects/:project_id/budgets',
    summary: 'Budgets of a project',
    access: 'person',
    answers: { 200: page(budget) },
  },
  {
    method: 'put',
    path: '/projects/:project_id/budgets',
    summary: 'Set the budgets of a project (owner)',
    access: 'person',
    body: setBudgets,
    answers: { 200: page(budget) },
  },
  {
    method: 'get',
    path: '/admin/users/:user_id/budgets',
    summary: 'Budgets of a person',
    access: 'admin',
    answers: { 200: page(budget) },
  },
  {
    method: 'put',
    path: '/admin/users/:user_id/budgets',
    summary: 'Set the budgets of a person',
    access: 'admin',
    body: setBudgets,
    answers: { 200: page(budget) },
  },
]
