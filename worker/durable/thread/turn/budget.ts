import type { Budget, BudgetPause } from '#protocol/budget.ts'
import { afford } from '../../../src/budget/afford.ts'
import { AppError } from '../../../src/lib/error.ts'
import type { RoomCore } from '../desk/core.ts'
import type { Live } from './live.ts'
import type { Member } from '../../../src/doors.ts'

/** Holds what a turn may take, and limits its answer to what a budget has left. Not null: it would pass one, and must wait. */
export async function budgetFor(core: RoomCore, live: Live): Promise<BudgetPause | null> {
  const { turn, access, plan } = live
  if (turn.allowed) return null
  const whose = {
    id: turn.id,
    user_id: turn.by.id,
    project_id: core.row.thread.project_id,
    token_id: turn.token_id ?? null,
  }
  const max_tokens = turn.options.max_tokens ?? access!.max_output
  const found = await afford(core.env.DB, {
    ...whose,
    pricing: access!.pricing,
    input_tokens: plan!.expected,
    max_tokens,
  })
  if ('pause' in found) return found.pause
  turn.held = true
  if (found.max_tokens !== null) live.max_tokens = found.max_tokens
  return null
}

/**
 * Whoever may set a budget may let a turn pass it: owners of the project, whose access token it is, else administrators. Only
 * in person, since a program that holds a token is what its budget is for. Throws `forbidden`, saying who that is.
 */
export function checkMayAllow(member: Member, budget: Budget, askedBy: string): void {
  if (member.token_id !== undefined) throw new AppError('forbidden', 'An access token can’t allow this: sign in.')
  const { may, who } = {
    project: { may: member.role === 'owner', who: 'An owner of the project' },
    token: { may: member.id === askedBy || member.is_admin, who: 'Whose access token it is' },
    person: { may: member.is_admin, who: 'An administrator' },
  }[budget.scope]
  if (!may) throw new AppError('forbidden', `${who} can allow this.`)
}
