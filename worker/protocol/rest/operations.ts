import { adminOperations } from './admin.ts'
import { authOperations } from './auth.ts'
import { budgetOperations } from './budgets.ts'
import { chatOperations } from './chat.ts'
import { healthOperations } from './health.ts'
import { keyOperations } from './keys.ts'
import type { Operation } from './operation.ts'
import { projectOperations } from './projects.ts'
import { providerOperations } from './providers.ts'
import { summaryOperations } from './summaries.ts'
import { threadOperations } from './threads.ts'
import { tokenOperations } from './tokens.ts'
import { usageOperations } from './usage.ts'
import { userOperations } from './users.ts'

/** Every route under `/api/v1`, by noun: what the OpenAPI document is made from. */
export const operations: Record<string, Operation[]> = {
  health: healthOperations,
  auth: authOperations,
  users: [...userOperations, ...usageOperations],
  budgets: budgetOperations,
  keys: keyOperations,
  tokens: tokenOperations,
  providers: providerOperations,
  projects: projectOperations,
  threads: [...threadOperations, ...summaryOperations],
  chat: chatOperations,
  admin: adminOperations,
}
