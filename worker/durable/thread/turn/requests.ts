import { newId } from '#protocol/ids.ts'
import type { Up } from '#protocol/thread-up.ts'
import { AppError } from '../../../src/lib/error.ts'
import { registry } from '../../../src/providers/registry.ts'
import { authorOf } from '../desk/core.ts'
import type { Member } from '../../../src/doors.ts'
import type { Turn } from '../store/rows.ts'

/** A turn as a person asked for it. */
export function newTurn(
  member: Member,
  userMessageId: string,
  ask: Pick<Up<'send_message'>, 'provider' | 'model' | 'key_id' | 'options' | 'mode'>,
): Turn {
  const { provider, model, key_id } = ask
  return {
    id: newId(),
    user_message_id: userMessageId,
    by: authorOf(member),
    ...(member.token_id === undefined ? {} : { token_id: member.token_id }),
    choice: { provider, model, key_id },
    options: ask.options ?? {},
    mode: ask.mode ?? 'chat',
    attempts: 1,
  }
}

/** Throws `unknown_provider` for one that no plug-in stands for. */
export function checkProvider(provider: string | undefined): void {
  if (provider === undefined || Object.hasOwn(registry, provider)) return
  throw new AppError('unknown_provider', `There is no provider “${provider}” here.`, { details: { field: 'provider' } })
}

export function notFound(): AppError {
  return new AppError('message_not_found', 'There is no such message in this thread.')
}

export function notEditable(why: string): AppError {
  return new AppError('message_not_editable', why)
}
