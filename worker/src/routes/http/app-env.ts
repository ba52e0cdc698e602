import type { Context } from 'hono'
import type { Person } from '../../auth/person.ts'
import type { Env } from '../../env.ts'

export interface AppEnv {
  Bindings: Env
  Variables: {
    request_id: string
    /** Set by the guard of a route that needs an account. */
    me: Person
    body_text?: string
  }
}
export type AppContext = Context<AppEnv>
