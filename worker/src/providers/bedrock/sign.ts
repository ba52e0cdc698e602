import { AwsV4Signer } from 'aws4fetch'
import type { Credentials } from '../wire.ts'

const DEFAULT_REGION = 'us-east-1'

/** The key's region, else the one its address names, else AWS's first. */
export function bedrockRegion({ region, base_url }: Pick<Credentials, 'region' | 'base_url'>): string {
  const named = /^https?:\/\/bedrock(?:-runtime)?(?:-fips)?\.([a-z0-9-]+)\.amazonaws\./.exec(base_url)?.[1]
  return region ?? named ?? DEFAULT_REGION
}

/** The address of a key's region. A base URL of one's own stays as it is. */
export function bedrockAddress(credentials: Credentials): string {
  return credentials.base_url.replace('.REGION.', `.${bedrockRegion(credentials)}.`)
}

interface Signable {
  method: 'GET' | 'POST'
  url: string
  body?: string
  headers?: Record<string, string>
}

/**
 * A request as AWS accepts it: signed where the key is ACCESS_KEY_ID:SECRET[:SESSION_TOKEN], else with the key as a bearer.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
 */
export async function bedrockRequest(credentials: Credentials, wanted: Signable, now: Date): Promise<Request> {
  const [accessKeyId, secretAccessKey, ...token] = credentials.api_key.split(':')
  const headers: Record<string, string> = { accept: 'application/json', ...wanted.headers }
  if (wanted.body !== undefined) headers['content-type'] = 'application/json'
  if (!accessKeyId || !secretAccessKey) return bearer(credentials, { ...wanted, headers })
  const signer = new AwsV4Signer({
    ...wanted,
    headers,
    accessKeyId,
    secretAccessKey,
    sessionToken: token.join(':') || undefined,
    service: 'bedrock',
    region: bedrockRegion(credentials),
    datetime: now.toISOString().replace(/[:-]|\.\d{3}/g, ''),
  })
  const signed = await signer.sign()
  // A redirect is never followed: it could lead the signature, or the request, to another host.
  return new Request(signed.url, {
    method: wanted.method,
    headers: signed.headers,
    body: wanted.body,
    redirect: 'manual',
  })
}

function bearer({ api_key }: Credentials, { method, url, body, headers }: Signable): Request {
  const authorization: Record<string, string> = api_key ? { authorization: `Bearer ${api_key}` } : {}
  return new Request(url, { method, body, headers: { ...headers, ...authorization }, redirect: 'manual' })
}
