import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'
import { SESSION_SECONDS, type Tokens } from './session.ts'

type Kind = 'access' | 'refresh'

export function setTokenCookies(c: Context, tokens: Tokens): void {
  set(c, 'access', tokens.access_token, tokens.expires_in)
  set(c, 'refresh', tokens.refresh_token, SESSION_SECONDS)
}

export function clearTokenCookies(c: Context): void {
  set(c, 'access', '', 0)
  set(c, 'refresh', '', 0)
}

export function tokenCookie(request: Request, kind: Kind): string | undefined {
  const name = cookieName(request.url, kind)
  return parse(request.headers.get('cookie') ?? '', name)[name]
}

function set(c: Context, kind: Kind, value: string, maxAge: number): void {
  const secure = isHttps(c.req.url)
  setCookie(c, cookieName(c.req.url, kind), value, { httpOnly: true, sameSite: 'Lax', secure, path: '/', maxAge })
}

/** `__Host-` on https: no other host, port or path can set or shadow it. */
function cookieName(url: string, kind: Kind): string {
  return `${isHttps(url) ? '__Host-' : ''}edgewise_${kind}`
}

function isHttps(url: string): boolean {
  return url.startsWith('https:')
}
