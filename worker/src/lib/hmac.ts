import { toBase64Url } from './base64.ts'

/** HMAC-SHA256 in base64url. `label` keeps its uses apart: what is made for one is nothing for another. */
export async function hmac(secret: string, label: string, text: string): Promise<string> {
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(`${label}:${text}`))
  return toBase64Url(new Uint8Array(mac))
}

/** Compares without telling by its time how much was right. */
export function sameText(a: string, b: string): boolean {
  const encoder = new TextEncoder()
  const [left, right] = [encoder.encode(a), encoder.encode(b)]
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right)
}
