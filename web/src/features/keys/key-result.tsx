import { Show } from 'solid-js'
import Check from 'lucide-solid/icons/check'
import type { KeyTest } from '../../../../worker/protocol/rest/keys.ts'
import { plural } from '../../lib/numbers.ts'
import { FieldError } from '../../ui/field-error.tsx'
import { Ring } from '../../ui/ring.tsx'

/** What the provider said to a test of a key. */
export function KeyResult(props: { testing: boolean; result: KeyTest | undefined; error?: string }) {
  return (
    <div role="status" class="text-small empty:hidden">
      <Show when={props.testing}>
        <p class="flex items-center gap-2 text-text-2">
          <Ring /> Asking the provider
        </p>
      </Show>
      <Show when={!props.testing && props.error}>
        <FieldError text={props.error} />
      </Show>
      <Show when={!props.testing && !props.error && props.result}>
        {(result) => (
          <Show when={result().ok} fallback={<FieldError text={result().message} />}>
            <p class="flex items-center gap-2 text-ok">
              <Check />
              {result().models?.length ? `It works, ${plural(result().models!.length, 'model')} found` : 'It works'}
            </p>
          </Show>
        )}
      </Show>
    </div>
  )
}
