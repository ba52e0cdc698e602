import { useNavigate } from '@solidjs/router'
import Check from 'lucide-solid/icons/check'
import KeyRound from 'lucide-solid/icons/key-round'
import MonitorCheck from 'lucide-solid/icons/monitor-check'
import Play from 'lucide-solid/icons/play'
import { Show } from 'solid-js'
import { Button } from '../../../ui/button.tsx'

/** Where answers can come from, as long as there is no key. `own` names a model of the computer that Edgewise runs on. */
export function FirstWays(props: { own: string | undefined }) {
  const navigate = useNavigate()
  return (
    <ul class="mt-5 border-t border-line">
      <li class="flex items-center gap-4 border-b border-line py-3.5">
        <span class="self-start pt-0.5 text-text-2">
          <Show when={props.own} fallback={<Play class="size-5!" />}>
            <MonitorCheck class="size-5!" />
          </Show>
        </span>
        <div class="min-w-0 flex-1">
          <p class="truncate text-answer font-medium">{props.own ?? 'Demo model'}</p>
          <p class="text-ui text-text-2">
            {props.own
              ? 'A real model on the computer that Edgewise runs on. No key, no cost.'
              : 'Scripted answers that show streaming, code and tables. No key, no cost.'}
          </p>
        </div>
        <span class="inline-flex items-center gap-1.5 text-ui text-ok">
          <Check /> In use
        </span>
      </li>
      <li class="flex items-center gap-4 border-b border-line py-3.5">
        <span class="self-start pt-0.5 text-text-2">
          <KeyRound class="size-5!" />
        </span>
        <div class="min-w-0 flex-1">
          <p class="text-answer font-medium">Add a key</p>
          <p class="text-ui text-text-2">
            OpenAI, Anthropic, Gemini, OpenRouter, Bedrock, or any server that speaks OpenAI’s format.
          </p>
        </div>
        <Button kind="filled" data-testid="first-add-key" onClick={() => navigate('/settings/keys')}>
          Add a key
        </Button>
      </li>
    </ul>
  )
}
