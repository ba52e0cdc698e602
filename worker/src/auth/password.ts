import { scrypt, type ScryptOptions } from 'node:crypto'
import { fromBase64, toBase64 } from '../lib/base64.ts'
import { sameText } from '../lib/hmac.ts'

/** About 110 ms. The parameters stand in every hash, so that they can be raised. */
const COST = { N: 16384, r: 8, p: 5 }
const MAX_MEMORY = 64 * 1024 * 1024
const HASH_BYTES = 32

/** `scrypt$N$r$p$SALT$HASH` */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const hash = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, toBase64(salt), toBase64(hash)].join('$')
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = stored.split('$')
  const derived = await derive(password, fromBase64(salt), { N: Number(N), r: Number(r), p: Number(p) })
  return sameText(toBase64(derived), hash)
}

const NOBODY = ['scrypt', COST.N, COST.r, COST.p, toBase64(new Uint8Array(16)), ''].join('$')

/** Takes as long as a wrong password does, for an email that nobody has: the time must not tell the two apart. */
export async function matchNobody(password: string): Promise<false> {
  await passwordMatches(password, NOBODY)
  return false
}

function derive(password: string, salt: Uint8Array, cost: ScryptOptions): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // The same word typed on another keyboard may be other code points.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, { ...cost, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    )
  })
}
