import type { Visitor } from './session.ts'

/** Cloudflare and the local runtime set the address; behind neither there is none. */
export function visitorOf(request: Request): Visitor {
  return {
    address: request.headers.get('cf-connecting-ip')?.slice(0, 64) ?? 'unknown',
    user_agent: request.headers.get('user-agent')?.slice(0, 300) ?? '',
  }
}
