import type { Env } from '../env.ts'
import { seal, unseal, type Sealed } from '../lib/seal.ts'

interface KeyRow extends Sealed {
  id: string
  user_id: string
}

/** A key's text, sealed to its owner and row: copied into another row it doesn't open. */
export function sealKey(env: Env, row: { id: string; user_id: string }, text: string): Promise<Sealed> {
  return seal(env, text, boundTo(row))
}

export function openKey(env: Env, row: KeyRow): Promise<string> {
  return unseal(env, row, boundTo(row))
}

function boundTo(row: { id: string; user_id: string }): string {
  return `${row.user_id}:${row.id}`
}
