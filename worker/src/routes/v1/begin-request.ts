import { newId } from '#protocol/ids.ts'
import { needProject } from '../../auth/project-access.ts'
import type { UsagePurpose } from '../../db/schema.ts'
import { AppError } from '../../lib/error.ts'
import { namedModel, type NamedModel } from '../../models/named-model.ts'
import { budgetWords, holdFor } from '../../paid/hold.ts'
import type { PaidRequest } from '../../paid/paid-request.ts'
import type { AppContext } from '../http/app-env.ts'

/** One request to a model for another program. */
export interface V1Request extends PaidRequest {
  access: NamedModel
  /** As the client named the model. */
  name: string
}

/** Throws AppError for a model that isn't there, or a token whose project is gone. */
export async function beginRequest(c: AppContext, name: string, purpose: UsagePurpose): Promise<V1Request> {
  const { id: user_id, token } = c.get('me')
  const project_id = token?.project_id ?? ''
  const [access] = await Promise.all([
    namedModel(c.env, { user_id, project_id }, name),
    project_id && needProject(c.env.DB, user_id, project_id),
  ])
  return { id: newId(), purpose, user_id, project_id, thread_id: '', message_id: '', token_id: token!.id, access, name }
}

/**
 * Holds what a request may take where a budget limits it, and answers how many tokens its answer may have then; null: nobody
 * limits them. `input` counts the prompt, and only when it must. Throws budget_exceeded with the figures.
 */
export async function limitByBudget(
  c: AppContext,
  request: V1Request,
  input: () => Promise<number>,
  max_tokens: number | null,
): Promise<number | null> {
  if (!request.access.has_budget && !c.get('me').token?.has_budget) return null
  const found = await holdFor(c.env.DB, request, { input_tokens: await input(), max_tokens })
  if ('pause' in found) throw new AppError('budget_exceeded', budgetWords(found.pause))
  return found.max_tokens
}
