import { z } from 'zod'
import { id, time } from '../ids.ts'
import { PASSWORD_MIN } from '../limits.ts'
import type { Operation } from './operation.ts'

/** A password of at most 200 characters. Length is what counts; no other rule. */
export const password = z
  .string()
  .min(PASSWORD_MIN, `at least ${PASSWORD_MIN} characters`)
  .max(200, 'at most 200 characters')
export const username = z
  .string()
  .trim()
  .min(2, 'at least 2 characters')
  .max(50, 'at most 50 characters')
  .refine((name) => !/[\p{Cc}\p{Cf}]/u.test(name), 'must not contain control characters')
export const email = z
  .email('must be an email address')
  .max(254)
  .transform((text) => text.toLowerCase())
const transport = z.enum(['cookie', 'bearer']).default('cookie')

export const user = z.object({
  id,
  username: z.string(),
  email: z.string(),
  is_admin: z.boolean(),
  created_at: time,
})
export type User = z.infer<typeof user>

export const register = z.object({ username, email, password, transport })
export const login = z.object({ email, password: z.string().min(1).max(200), transport })
export const refresh = z.object({ refresh_token: z.string().max(500).optional().describe('left out: the cookie') })

/** With `transport: "bearer"` the tokens are in the body; with cookies only `user` and `expires_in` are. */
export const signedIn = z.object({
  user,
  expires_in: z.int().positive().describe('seconds until the access token ends'),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
})
export type SignedIn = z.infer<typeof signedIn>

export const wsTicket = z.object({ ticket: z.string(), expires_in: z.int().positive() })

export const authOperations: Operation[] = [
  {
    method: 'post',
    path: '/auth/register',
    summary: 'Make an account; the first one is the admin',
    access: 'none',
    body: register,
    answers: { 201: signedIn },
  },
  { method: 'post', path: '/auth/login', summary: 'Sign in', access: 'none', body: login, answers: { 200: signedIn } },
  {
    method: 'post',
    path: '/auth/refresh',
    summary: 'New tokens for a refresh token; a reused one ends the session',
    access: 'none',
    body: refresh,
    answers: { 200: signedIn },
  },
  {
    method: 'post',
    path: '/auth/logout',
    summary: 'End this session: that of the access token, of the cookies, or of a refresh token in the body',
    access: 'none',
    body: refresh,
    answers: { 204: null },
  },
  {
    method: 'post',
    path: '/auth/ws-ticket',
    summary: 'A ticket for one socket, good for 30 seconds',
    access: 'person',
    answers: { 201: wsTicket },
  },
]
