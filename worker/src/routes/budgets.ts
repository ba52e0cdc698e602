import type { z } from 'zod'
import { setBudgets as setBudgetsBody } from '#protocol/rest/budgets.ts'
import { needProject } from '../auth/project-access.ts'
import { refuseTokens } from '../auth/token-scope.ts'
import { budgetsOf, budgetsOver, setBudgets, type BudgetLimit, type BudgetTarget } from '../db/ledger/budgets.ts'
import { toNano } from '../db/ledger/money.ts'
import type { AppContext } from './http/app-env.ts'
import { readBody } from './http/read-input.ts'

/** `GET /users/budgets` */
export async function answerMyBudgets(c: AppContext): Promise<Response> {
  return c.json({ items: await budgetsOver(c.env.DB, c.get('me').id), next_cursor: null })
}

/** `GET /projects/:project_id/budgets`, for its members. */
export async function answerProjectBudgets(c: AppContext): Promise<Response> {
  const { project } = await needProject(c.env.DB, c.get('me').id, c.req.param('project_id') ?? '')
  return answerBudgets(c, { scope: 'project', target_id: project.id })
}

/** `PUT /projects/:project_id/budgets`, for its owners, who have signed in: a program is what a budget may be for. */
export async function changeProjectBudgets(c: AppContext): Promise<Response> {
  const me = c.get('me')
  const { project } = await needProject(c.env.DB, me.id, c.req.param('project_id') ?? '', 'owner')
  refuseTokens(me, 'An access token can’t change a project’s budgets: sign in.')
  return changeBudgets(c, { scope: 'project', target_id: project.id })
}

export async function answerBudgets(c: AppContext, target: BudgetTarget): Promise<Response> {
  return c.json({ items: await budgetsOf(c.env.DB, target), next_cursor: null })
}

export async function changeBudgets(c: AppContext, target: BudgetTarget): Promise<Response> {
  const { budgets } = await readBody(c, setBudgetsBody)
  await setBudgets(c.env.DB, target, budgets.map(limitOf))
  return answerBudgets(c, target)
}

function limitOf({ period, limit_usd, limit_tokens }: z.output<typeof setBudgetsBody>['budgets'][number]): BudgetLimit {
  return { period, limit_nano: limit_usd === null ? null : toNano(limit_usd), limit_tokens }
}
