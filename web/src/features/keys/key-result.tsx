import { createEffect, on, Show } from 'solid-js'
import Check from 'lucide-solid/icons/check'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import type { KeyTest } from '#protocol/rest/keys.ts'
import type { Provider } from '#protocol/rest/providers.ts'
import { plural } from '../../lib/numbers.ts'
import { announce } from '../../ui/announcer.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { Ring } from '../../ui/ring.tsx'
import { keyFailure, type KeyFailure } from './failure-words.ts'
import { KeysLink } from './keys-link.tsx'

/** What the provider said to a test of a key, and what to do when it said no. */
export function KeyResult(props: {
  testing: boolean
  result: KeyTest | undefined
  provider: Provider
  base_url: string | null
  error?: string
  /** The way to the provider's page with the advice; a dialog has it already. */
  withLink?: boolean
}) {
  const failure = (): KeyFailure | undefined =>
    props.result && !props.result.ok
      ? keyFailure(props.result, { provider: props.provider.name, base_url: props.base_url })
      : undefined
  /** The place itself is gone while it is empty, and what appears with its first words is not read. */
  createEffect(
    on([() => props.testing, () => props.result, () => props.error], ([testing, result, error]) => {
      const words = failure()
      if (testing) announce('Asking the provider')
      else if (error) announce(error)
      else if (words) announce(`${words.title} ${words.advice}`)
      else if (result?.ok) announce(works(result))
    }),
  )
  return (
    <div class="text-small empty:hidden">
      <Show when={props.testing}>
        <p class="flex items-center gap-2 text-text-2">
          <Ring /> Asking the provider
        </p>
      </Show>
      <Show when={!props.testing && props.error}>
        <FieldError text={props.error} />
      </Show>
      <Show when={!props.testing && !props.error}>
        <Show when={props.result?.ok}>
          <p class="flex items-center gap-2 text-ok">
            <Check />
            {works(props.result!)}
          </p>
        </Show>
        <Show when={failure()}>
          {(words) => (
            <Failed
              words={words()}
              provider={props.withLink && props.result?.kind === 'provider_auth' ? props.provider : undefined}
            />
          )}
        </Show>
      </Show>
    </div>
  )
}

const works = (result: KeyTest) =>
  result.models?.length
    ? `It works, ${plural(result.models.length, 'model')} found`
    : 'It works, but lists no models. One can be used by its name.'

function Failed(props: { words: KeyFailure; provider: Provider | undefined }) {
  return (
    <div class="flex items-start gap-1.5">
      <span class="flex pt-px text-bad">
        <CircleAlert />
      </span>
      <div class="flex min-w-0 flex-col gap-1 wrap-anywhere">
        <p>
          <span class="text-bad">{props.words.title}</span> {props.words.advice}
        </p>
        <Show when={props.words.said}>
          <p class="text-text-2">It said: {props.words.said}</p>
        </Show>
        <Show when={props.provider}>
          {(provider) => (
            <span class="flex pt-2">
              <KeysLink provider={provider()} />
            </span>
          )}
        </Show>
      </div>
    </div>
  )
}
