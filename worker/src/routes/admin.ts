import { Hono } from 'hono'
import { pageQuery } from '#protocol/rest/operation.ts'
import { isId } from '../auth/project-access.ts'
import { listAccounts } from '../db/account-list.ts'
import { findUser } from '../db/users.ts'
import { AppError } from '../lib/error.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { answerBudgets, changeBudgets } from './budgets.ts'
import { guard } from './http/guard.ts'
import { readQuery } from './http/read-input.ts'

export const admin = new Hono<AppEnv>()
admin.use(guard, async (c, next) => {
  if (!c.get('me').is_admin) throw new AppError('forbidden', 'This is for admins.')
  await next()
})

admin.get('/users', async (c) => c.json(await listAccounts(c.env.DB, readQuery(c, pageQuery))))
admin.get('/users/:user_id/budgets', async (c) => answerBudgets(c, await personNamed(c)))
admin.put('/users/:user_id/budgets', async (c) => changeBudgets(c, await personNamed(c)))

async function personNamed(c: AppContext) {
  const id = c.req.param('user_id')?.toLowerCase() ?? ''
  const user = isId(id) && (await findUser(c.env.DB, id))
  if (!user) throw new AppError('not_found', 'There is no such account.')
  return { scope: 'person', target_id: user.id } as const
}
