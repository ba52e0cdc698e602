import { inject } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { Key } from '#protocol/rest/keys.ts'
import type { Client } from './client.ts'

export const SECRET = 'sk-very-secret-0123456789-wxyz'
/** A key of the loopback model server, as it is sent. */
export const customKey = (more: object = {}) => ({
  provider: 'custom',
  key_name: newId(),
  key: SECRET,
  base_url: inject('providerUrl'),
  ...more,
})
/** One at its provider’s own address. */
export const openaiKey = (more: object = {}) => customKey({ provider: 'openai', base_url: undefined, ...more })
export const keysOf = async (who: Client) => (await who.get('/keys')).body.items as Key[]
