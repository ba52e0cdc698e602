import type { Visitor } from './session.ts'

/**
 * Cloudflare writes the address over whatever the client sent. At home nobody does: all who send no such header count as
 * one address, and who invents one gets past the limit by address, not past the one by account.
 */
export function visitorOf(request: Request): Visitor {
  return {
    address: request.headers.get('cf-connecting-ip')?.slice(0, 64) ?? 'unknown',
    user_agent: request.headers.get('user-agent')?.slice(0, 300) ?? '',
  }
}
