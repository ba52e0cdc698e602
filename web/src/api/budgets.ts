import type { Budget, BudgetPeriod } from '#protocol/budget.ts'
import type { Page } from '#protocol/rest/operation.ts'
import { allOf, api } from './client.ts'

export interface BudgetLimit {
  period: BudgetPeriod
  /** A decimal, at most 9 places; null: no limit in dollars. */
  limit_usd: string | null
  limit_tokens: number | null
}

const put = async (path: string, budgets: BudgetLimit[]): Promise<Budget[]> =>
  (await api.put<Page<Budget>>(path, { budgets })).items

/** Those that limit whoever is signed in: their own and their projects'. */
export const listMyBudgets = () => allOf<Budget>('/users/budgets')
export const listProjectBudgets = (project_id: string) => allOf<Budget>(`/projects/${project_id}/budgets`)
/** All budgets of the project at once. */
export const setProjectBudgets = (project_id: string, budgets: BudgetLimit[]) =>
  put(`/projects/${project_id}/budgets`, budgets)
export const setPersonBudgets = (user_id: string, budgets: BudgetLimit[]) =>
  put(`/admin/users/${user_id}/budgets`, budgets)
