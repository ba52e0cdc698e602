import type { SignedIn, User } from '#protocol/rest/auth.ts'
import { api } from './client.ts'
import { forgetRefresh } from './refresh.ts'

async function opened(answer: Promise<SignedIn>): Promise<User> {
  const { user } = await answer
  forgetRefresh()
  return user
}

export const login = (email: string, password: string) =>
  opened(api.post<SignedIn>('/auth/login', { email, password, transport: 'cookie' }))
export const register = (username: string, email: string, password: string) =>
  opened(api.post<SignedIn>('/auth/register', { username, email, password, transport: 'cookie' }))
export const logout = () => api.post<void>('/auth/logout')
