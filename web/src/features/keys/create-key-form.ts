import { createMemo, createSignal } from 'solid-js'
import type { Key, KeyTest } from '#protocol/rest/keys.ts'
import type { Provider } from '#protocol/rest/providers.ts'
import { wordsOf } from '../../api/error.ts'
import { createKey, testKey, updateKey, type KeyChange } from '../../api/keys.ts'
import { createForm } from '../../parts/form.tsx'
import { createSecret } from './create-secret.ts'
import { suggestName } from './key-name.ts'
import { fieldsOf, missing } from './provider-fields.ts'

/** A server at home seldom asks for a key; the contract wants some text. */
const NO_KEY = 'none'

export interface KeyFormOptions {
  /** Changed here are its name and address; its text is replaced elsewhere. */
  editing?: Key
  providers: Provider[]
  names: string[]
  onSaved: (key: Key) => void
}

/** What is typed about a key, its saving and its trial. The key's text is let go as soon as it is stored. */
export function createKeyForm(options: KeyFormOptions) {
  const { editing, providers, names } = options
  const [saved, setSaved] = createSignal(editing)
  const [providerId, setProviderId] = createSignal(editing?.provider ?? providers[0]!.id)
  const provider = createMemo(() => providers.find((one) => one.id === providerId()) ?? providers[0]!)
  const [name, setName] = createSignal(editing?.key_name ?? suggestName(provider(), names))
  const [baseUrl, setBaseUrl] = createSignal(editing?.base_url ?? '')
  const [api, setApi] = createSignal<Key['api'] | undefined>(editing?.api)
  const [region, setRegion] = createSignal(editing?.region ?? '')
  const [result, setResult] = createSignal<KeyTest>()
  const [testing, setTesting] = createSignal(false)
  const secret = createSecret(() => fieldsOf(provider()).aws)

  const change = (): KeyChange => {
    const fields = fieldsOf(provider())
    return {
      key_name: name().trim(),
      base_url: baseUrl().trim() || null,
      ...(fields.api ? { api: api() ?? fields.api.own } : {}),
      ...(fields.aws ? { region: region().trim() || null } : {}),
      ...(secret.text() ? { key: secret.text() } : {}),
    }
  }
  const save = async (): Promise<Key> => {
    const known = saved()
    if (known) return updateKey(known.id, change())
    const fresh = { provider: providerId(), key_name: name().trim(), key: secret.text() || NO_KEY }
    return createKey({ ...change(), ...fresh })
  }
  const attempt = async (key: Key) => {
    setTesting(true)
    const answer = await testKey(key.id).catch((error: unknown) => ({ ok: false, message: wordsOf(error) }))
    setTesting(false)
    setResult(answer)
  }
  const form = createForm(async () => {
    setResult(undefined)
    const key = await save()
    secret.clear()
    setSaved(key)
    options.onSaved(key)
    await attempt(key)
  })
  const pickProvider = (id: string) => {
    const isUntouched = name() === suggestName(provider(), names)
    setProviderId(id as Provider['id'])
    setApi(undefined)
    if (isUntouched) setName(suggestName(provider(), names))
  }
  const works = () => result()?.ok === true
  const lacks = () => missing(provider(), secret.text(), baseUrl())
  /** A key that is stored keeps its text while none is typed. */
  const canSave = () => Boolean(name().trim()) && (saved() ? lacks() !== 'base_url' : !lacks())
  const typed = {
    providerId,
    pickProvider,
    provider,
    name,
    setName,
    baseUrl,
    setBaseUrl,
    api,
    setApi,
    region,
    setRegion,
  }
  return { ...typed, secret, form, saved, canSave, testing, result, setResult, works }
}
export type KeyFormState = ReturnType<typeof createKeyForm>
