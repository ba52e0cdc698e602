import type { Budget } from '#protocol/budget.ts'
import { AppError } from '../../../src/lib/error.ts'
import type { Member } from '../../../src/doors.ts'

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
