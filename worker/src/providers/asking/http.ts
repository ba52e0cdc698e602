import type { Credentials } from '../wire.ts'

/** Headers of a key that is sent as a bearer token: none when there is no key. */
export function bearer({ api_key }: Credentials): Record<string, string> {
  return api_key ? { authorization: `Bearer ${api_key}` } : {}
}

/** A redirect is never followed: it could lead the key, or the request, to an address that base URLs may not name. */
export function postJson(
  url: string,
  headers: Record<string, string>,
  json: unknown,
  accept = 'text/event-stream',
): Request {
  return new Request(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept },
    body: JSON.stringify(json),
    redirect: 'manual',
  })
}

export function getJson(url: string, headers: Record<string, string>): Request {
  return new Request(url, { headers, redirect: 'manual' })
}
