import { Hono } from 'hono'
import type { z } from 'zod'
import { newId } from '#protocol/ids.ts'
import { createKey, updateKey, type KeyTest } from '#protocol/rest/keys.ts'
import type { ProviderId } from '#protocol/rest/providers.ts'
import { keyModels } from '../models/key-models.ts'
import { sealKey } from '../models/key-secret.ts'
import { forgetModels } from '../models/model-lists.ts'
import { needsAddress } from '../models/own-address.ts'
import * as keyRows from '../db/keys.ts'
import { checkBaseUrl } from '../lib/base-url.ts'
import { AppError } from '../lib/error.ts'
import { registry, takesKeys } from '../providers/registry.ts'
import type { AppContext, AppEnv } from './http/app-env.ts'
import { guard } from './http/guard.ts'
import { idempotent } from './http/idempotent.ts'
import { readBody } from './http/read-input.ts'

export const keys = new Hono<AppEnv>()
keys.use(guard)

keys.get('/', async (c) => {
  const rows = await keyRows.listKeys(c.env.DB, c.get('me').id)
  return c.json({ items: rows.map(keyRows.shownKey), next_cursor: null })
})

keys.post('/', idempotent, async (c) => {
  const body = await readBody(c, createKey)
  const plugin = supported(body.provider)
  if (needsAddress(c.env, plugin) && !body.base_url) throw needsBaseUrl(plugin.name)
  const place = { id: newId(), user_id: c.get('me').id }
  const row = await keyRows.insertKey(c.env.DB, {
    ...place,
    provider: body.provider,
    key_name: body.key_name,
    base_url: body.base_url ? await checkBaseUrl(c.env, body.base_url) : null,
    api: body.api ?? defaultApi(body.provider),
    region: body.region ?? null,
    is_active: body.is_active ?? true,
    is_default: body.is_default ?? false,
    created_at: new Date().toISOString(),
    last_used_at: null,
    last_four: lastFour(body.key),
    ...(await sealKey(c.env, place, body.key)),
  })
  return c.json(keyRows.shownKey(row), 201)
})

keys.put('/:key_id', async (c) => {
  const row = await own(c)
  const body = await readBody(c, updateKey)
  if (body.base_url === null && needsAddress(c.env, supported(row.provider))) throw needsBaseUrl(row.provider)
  const { is_default, ...change } = body
  const changed = await keyRows.updateKey(c.env.DB, row, await stored(c, row, change), is_default)
  forgetModels(row.id)
  return c.json(keyRows.shownKey(changed))
})

keys.delete('/:key_id', async (c) => {
  const row = await own(c)
  await keyRows.deleteKey(c.env.DB, row)
  forgetModels(row.id)
  return c.body(null, 204)
})

keys.post('/:key_id/test', async (c) => {
  const row = await own(c)
  return c.json(await test(c, row))
})

async function test(c: AppContext, row: keyRows.KeyRow): Promise<KeyTest> {
  try {
    const models = await keyModels(c.env, supported(row.provider), row, true)
    await keyRows.updateKey(c.env.DB, row, { last_used_at: new Date().toISOString() })
    const count = models.length === 1 ? '1 model' : `${models.length} models`
    return { ok: true, models: models.map((model) => model.id), message: `It works: ${count}.` }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, kind: error.extras.provider?.kind ?? error.code, message: error.message }
  }
}

type Change = Omit<z.output<typeof updateKey>, 'is_default'>

/** A change as it is written: the key sealed, the address checked. What was left out stays as it is. */
async function stored(c: AppContext, row: keyRows.KeyRow, change: Change): Promise<keyRows.KeyChange> {
  const { key, base_url, ...rest } = change
  const sealed = key === undefined ? {} : { ...(await sealKey(c.env, row, key)), last_four: lastFour(key) }
  const address = base_url ? await checkBaseUrl(c.env, base_url) : base_url
  return { ...rest, ...sealed, base_url: address }
}

async function own(c: AppContext): Promise<keyRows.KeyRow> {
  const row = await keyRows.findKey(c.env.DB, c.get('me').id, c.req.param('key_id') ?? '')
  if (!row) throw new AppError('not_found', 'There is no such key.')
  return row
}

function supported(id: ProviderId) {
  const plugin = registry[id]
  if (takesKeys(plugin)) return plugin
  const words = `${plugin.name} needs no key.`
  throw new AppError('unknown_provider', words, { details: { fields: [{ field: 'provider', message: words }] } })
}

/** A key that is so short that four characters are most of it shows none. */
function lastFour(key: string): string {
  return key.length < 8 ? '' : key.slice(-4)
}

function defaultApi(id: ProviderId): 'chat' | 'responses' {
  return id === 'openai' ? 'responses' : 'chat'
}

function needsBaseUrl(name: string): AppError {
  const fields = [{ field: 'base_url', message: 'is needed' }]
  return new AppError('invalid_request', `base_url: a key for ${name} needs one.`, { details: { fields } })
}
