import { createResource, createSignal, Show } from 'solid-js'
import { listKeys } from '../../api/keys.ts'
import { listModels } from '../../api/providers.ts'
import { settings } from '../../state/settings.ts'
import { CodeSample } from '../../ui/code-sample.tsx'
import { known } from '../../ui/known.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { samplesOf } from './samples.ts'

const kinds = [
  { value: 'curl', label: 'curl' },
  { value: 'Python', label: 'Python' },
] as const
type Kind = (typeof kinds)[number]['value']

/** A model this person can really ask: their default one, or the first that a key opens. */
async function someModel(): Promise<string> {
  const { default_provider, default_model } = settings
  if (default_provider && default_model) return `${default_provider}/${default_model}`
  const key = (await listKeys()).find((one) => one.is_active && one.is_default)
  const first = key && (await listModels(key.provider, { key_id: key.id })).items[0]
  return first ? `${key.provider}/${first.id}` : 'PROVIDER/MODEL'
}

/** The base URL and an example that can be copied whole. */
export function HowTo(props: { token: string }) {
  const [kind, setKind] = createSignal<Kind>('curl')
  const [model] = createResource(() => someModel().catch(() => 'PROVIDER/MODEL'))
  const origin = globalThis.location.origin
  const sample = (name: string) => samplesOf(origin, props.token, name).find((one) => one.name === kind())!
  return (
    <div class="flex min-w-0 flex-col gap-3">
      <div class="flex flex-col gap-1.5">
        <p class="text-small font-medium">Base URL</p>
        <CodeSample name="base URL" text={`${origin}/v1`} />
      </div>
      <div class="flex flex-col items-start gap-1.5">
        <Segmented label="Example in" value={kind()} segments={kinds} onChange={setKind} />
        <div class="w-full min-w-0">
          <Show when={known(model)} fallback={<div class="h-26 rounded-block border border-line bg-sunk" />}>
            {(name) => <CodeSample name={`the ${kind()} example`} text={sample(name()).text} />}
          </Show>
        </div>
      </div>
    </div>
  )
}
