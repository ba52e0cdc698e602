import { Hono } from 'hono'
import { id } from '#protocol/ids.ts'
import type { Provider } from '#protocol/rest/providers.ts'
import { z } from 'zod'
import { keyModels } from '../models/key-models.ts'
import { needsAddress, ownAddress } from '../models/own-address.ts'
import { defaultKey, findKey, listKeys } from '../db/keys.ts'
import { AppError } from '../lib/error.ts'
import { provider, registry, takesKeys, type ProviderPlugin } from '../providers/registry.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { guard } from './http/guard.ts'
import { readQuery } from './http/read-input.ts'

const modelsQuery = z.object({ key_id: id.optional(), refresh: z.enum(['true', '1']).optional() })

export const providers = new Hono<AppEnv>()
providers.use(guard)

providers.get('/', async (c) => {
  const active = (await listKeys(c.env.DB, c.get('me').id)).filter((key) => key.is_active)
  const items: Provider[] = Object.values(registry).map((plugin) => ({
    id: plugin.id,
    name: plugin.name,
    needs_key: plugin.needs_key,
    needs_base_url: needsAddress(c.env, plugin),
    base_url: ownAddress(c.env, plugin),
    keys_url: plugin.keys_url,
    keys: active.filter((key) => key.provider === plugin.id).length,
  }))
  return c.json({ items, next_cursor: null })
})

providers.get('/:provider/models', async (c) => {
  const plugin = provider(c.req.param('provider'))
  if (!plugin) throw new AppError('not_found', 'There is no such provider here.')
  const { key_id, refresh } = readQuery(c, modelsQuery)
  const key = takesKeys(plugin) ? await keyFor(c, plugin, key_id) : undefined
  const items = await keyModels(c.env, plugin, key, refresh !== undefined)
  return c.json({ items, next_cursor: null })
})

async function keyFor(c: AppContext, plugin: ProviderPlugin, keyId: string | undefined) {
  const me = c.get('me')
  const named = keyId && (await findKey(c.env.DB, me.id, keyId))
  if (keyId && (!named || named.provider !== plugin.id)) throw new AppError('not_found', 'There is no such key.')
  const key = named || (await defaultKey(c.env.DB, me.id, plugin.id))
  if (!key && !plugin.needs_key && !plugin.needs_base_url) return undefined
  if (!key?.is_active) throw new AppError('no_key', `Add a key for ${plugin.name} first, or switch one on.`)
  return key
}
