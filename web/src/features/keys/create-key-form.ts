import { createMemo, createSignal } from 'solid-js'
import type { Key, KeyTest } from '../../../../worker/protocol/rest/keys.ts'
import type { Provider } from '../../../../worker/protocol/rest/providers.ts'
import { wordsOf } from '../../api/error.ts'
import { createKey, testKey, updateKey, type KeyChange } from '../../api/keys.ts'
import { createJob } from '../../state/job.ts'
import { suggestName } from './key-name.ts'

/** A server at home seldom asks for a key; the contract wants some text. */
const NO_KEY = 'none'
const keyIsOptional = (provider: Provider | undefined) => !!provider && (provider.needs_base_url || !provider.needs_key)

export interface KeyFormOptions {
  editing?: Key
  providers: Provider[]
  names: string[]
  onSaved: (key: Key) => void
}

/** What is typed about a key, its saving and its trial. The key's text is let go as soon as it is stored. */
export function createKeyForm(options: KeyFormOptions) {
  const [saved, setSaved] = createSignal(options.editing)
  const [providerId, setProviderId] = createSignal(options.editing?.provider ?? options.providers[0]!.id)
  const provider = createMemo(() => options.providers.find((one) => one.id === providerId()))
  const [text, setText] = createSignal('')
  const [name, setName] = createSignal(options.editing?.key_name ?? suggestName(provider()!, options.names))
  const [baseUrl, setBaseUrl] = createSignal(options.editing?.base_url ?? '')
  const [result, setResult] = createSignal<KeyTest>()
  const [testing, setTesting] = createSignal(false)

  const change = (): KeyChange => ({
    key_name: name().trim(),
    base_url: baseUrl().trim() || null,
    ...(text().trim() ? { key: text().trim() } : {}),
  })
  const save = async (): Promise<Key> => {
    const known = saved()
    if (known) return updateKey(known.id, change())
    const fresh = { provider: providerId(), key_name: name().trim(), key: text().trim() || NO_KEY }
    return createKey({ ...change(), ...fresh })
  }
  const attempt = async (key: Key) => {
    setTesting(true)
    const answer = await testKey(key.id).catch((error: unknown) => ({ ok: false, message: wordsOf(error) }))
    setTesting(false)
    setResult(answer)
  }
  const job = createJob(async () => {
    setResult(undefined)
    const key = await save()
    setText('')
    setSaved(key)
    options.onSaved(key)
    await attempt(key)
  })
  const pickProvider = (id: string) => {
    const untouched = name() === suggestName(provider()!, options.names)
    setProviderId(id as Provider['id'])
    if (untouched) setName(suggestName(provider()!, options.names))
  }
  const works = () => result()?.ok === true
  const canSave = () => (saved() || text().trim() || keyIsOptional(provider())) && name().trim()
  const keyHint = () => {
    if (saved()?.last_four) return `The one ending in ${saved()!.last_four} is kept while this is empty.`
    if (saved()) return 'The stored one is kept while this is empty.'
    return keyIsOptional(provider()) ? 'Leave it empty if the server asks for none.' : undefined
  }
  const fields = { providerId, pickProvider, provider, text, setText, name, setName, baseUrl, setBaseUrl, keyHint }
  return Object.assign(fields, { saved, canSave, job, testing, result, setResult, works })
}
