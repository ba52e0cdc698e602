import type { Key, KeyTest } from '#protocol/rest/keys.ts'
import { createKey, deleteKey, testKey, updateKey } from '../../api/keys.ts'

/** What became of a new key: it is in use, or the old one still is. */
export type Rotation = { replaced: true; key: Key; test: KeyTest } | { replaced: false; test: KeyTest }

/**
 * Puts a new text in the place of a key's, once the provider has accepted it. It is tried under a key of its own, which
 * is paused and deleted again, so that the old text stays in use until then and whatever breaks on the way.
 */
export async function rotateKey(key: Key, text: string): Promise<Rotation> {
  const trial = await createKey({
    provider: key.provider,
    key_name: trialName(key.key_name),
    key: text,
    base_url: key.base_url,
    api: key.api,
    region: key.region,
    is_active: false,
    is_default: false,
  })
  try {
    const test = await testKey(trial.id)
    if (!test.ok) return { replaced: false, test }
    return { replaced: true, key: await updateKey(key.id, { key: text }), test }
  } finally {
    // A trial that stays is paused and says in its name what it is.
    await deleteKey(trial.id).catch(() => undefined)
  }
}

/** A name nobody has: at most 100 characters, as the contract wants. */
const trialName = (name: string) => `${name.slice(0, 70)} (trial ${Date.now().toString(36)})`
