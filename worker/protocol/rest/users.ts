import { z } from 'zod'
import { id, time } from '../ids.ts'
import { email, password, user, username } from './auth.ts'
import { page, type Operation } from './operation.ts'

export const updateProfile = z.object({ username, email }).partial()
export const updatePassword = z.object({ current_password: z.string().min(1).max(200), new_password: password })
export const deleteAccount = z.object({ password: z.string().min(1).max(200) })

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  enter_sends: z.boolean().default(true),
  default_provider: z.string().max(50).nullable().default(null),
  default_model: z.string().max(200).nullable().default(null),
  make_titles: z.boolean().default(true),
  make_summaries: z.boolean().default(true),
  summary_provider: z.string().max(50).nullable().default(null),
  summary_model: z.string().max(200).nullable().default(null),
  favorite_models: z.array(z.string().max(260)).max(100).default([]),
})
export type Settings = z.infer<typeof settings>
/** Only what is sent is changed, so no field has its default here. */
export const updateSettings = z.object({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  enter_sends: z.boolean().optional(),
  default_provider: z.string().max(50).nullable().optional(),
  default_model: z.string().max(200).nullable().optional(),
  make_titles: z.boolean().optional(),
  make_summaries: z.boolean().optional(),
  summary_provider: z.string().max(50).nullable().optional().describe('null: the provider of the thread'),
  summary_model: z.string().max(200).nullable().optional().describe('null: a cheap model of that provider'),
  favorite_models: z.array(z.string().max(260)).max(100).optional().describe('PROVIDER/MODEL'),
})

export const session = z.object({
  id,
  created_at: time,
  last_used_at: time,
  address: z.string(),
  user_agent: z.string(),
  current: z.boolean(),
})
export type Session = z.infer<typeof session>

export const userOperations: Operation[] = [
  { method: 'get', path: '/users/profile', summary: 'Who is signed in', access: 'person', answers: { 200: user } },
  {
    method: 'put',
    path: '/users/profile',
    summary: 'Change name or email',
    access: 'person',
    body: updateProfile,
    answers: { 200: user },
  },
  {
    method: 'put',
    path: '/users/password',
    summary: 'Change the password; ends every other session',
    access: 'person',
    body: updatePassword,
    answers: { 204: null },
  },
  { method: 'get', path: '/users/settings', summary: 'Settings', access: 'person', answers: { 200: settings } },
  {
    method: 'put',
    path: '/users/settings',
    summary: 'Change settings',
    access: 'person',
    body: updateSettings,
    answers: { 200: settings },
  },
  {
    method: 'get',
    path: '/users/sessions',
    summary: 'Where this account is signed in',
    access: 'person',
    answers: { 200: page(session) },
  },
  {
    method: 'delete',
    path: '/users/sessions/:session_id',
    summary: 'Sign a session out',
    access: 'person',
    answers: { 204: null },
  },
  {
    method: 'delete',
    path: '/users/me',
    summary: 'Delete the account and everything it owns',
    access: 'person',
    body: deleteAccount,
    answers: { 204: null },
  },
]
