import type { Env } from '../env.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { settings } from './settings.ts'

export interface Sealed {
  sealed: string
  /** Which key of ENCRYPTION_KEY sealed it. */
  sealed_version: string
}

const IV_BYTES = 12

/** AES-256-GCM under the newest key. `bound` says where the secret belongs: it opens nowhere else. */
export async function seal(env: Env, text: string, bound: string): Promise<Sealed> {
  const [version, bytes] = settings(env).ENCRYPTION_KEY.entries().next().value!
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const box = await crypto.subtle.encrypt(params(iv, bound), await aesKey(bytes), new TextEncoder().encode(text))
  return { sealed: toBase64(new Uint8Array([...iv, ...new Uint8Array(box)])), sealed_version: version }
}

/** Throws when it was sealed for another place or by a key that is no longer in ENCRYPTION_KEY. */
export async function unseal(env: Env, { sealed, sealed_version }: Sealed, bound: string): Promise<string> {
  const bytes = settings(env).ENCRYPTION_KEY.get(sealed_version)
  if (!bytes) throw new Error(`ENCRYPTION_KEY has no version ${sealed_version}`)
  const box = fromBase64(sealed)
  const iv = box.slice(0, IV_BYTES)
  const text = await crypto.subtle.decrypt(params(iv, bound), await aesKey(bytes), box.slice(IV_BYTES))
  return new TextDecoder().decode(text)
}

/** Whether the secret should be sealed again because a newer key is there. */
export function isStale(env: Env, version: string): boolean {
  return settings(env).ENCRYPTION_KEY.keys().next().value !== version
}

function params(iv: Uint8Array<ArrayBuffer>, bound: string) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(bound) }
}

function aesKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
