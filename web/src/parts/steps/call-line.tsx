import { Show } from 'solid-js'
import type { ToolCall } from '#protocol/message.ts'
import { Fold } from '../../ui/fold.tsx'
import { CallDetails } from './call-details.tsx'
import { CallIcon } from './call-icon.tsx'
import { callLook } from './call-look.ts'
import { callWords, inputInShort, resultInShort } from './call-words.ts'

/** A call in one line: what is done, with what, what came of it. It opens for all that was written and came back. */
export function CallLine(props: { message_id: string; call: ToolCall }) {
  return (
    <Fold
      name={`call ${props.message_id} ${props.call.tool_call_id}`}
      testid="tool-call"
      line={
        <>
          <CallIcon call={props.call} />
          <CallWords call={props.call} />
        </>
      }
    >
      <CallDetails message_id={props.message_id} call={props.call} />
    </Fold>
  )
}

const mono = 'text-[0.93em]'

/** What went wrong is worth more room than what was tried: on a phone it has a line of its own. */
function CallWords(props: { call: ToolCall }) {
  const words = () => callWords(props.call)
  const input = () => inputInShort(props.call)
  const look = () => callLook(props.call)
  const isWrong = () => look() === 'failed' || look() === 'unknown'
  return (
    <span
      class={`flex min-w-0 flex-1 gap-x-2.5 text-start ${isWrong() ? 'items-center phone:flex-col phone:items-stretch' : 'items-center'}`}
    >
      <span class="min-w-0 flex-1 truncate">
        {words().verb}
        <Show when={words().name}>
          {' '}
          <code class={`text-text ${mono}`}>{words().name}</code>
        </Show>
        <Show when={input()}>
          {' '}
          <code class={`${mono} ${words().name ? '' : 'text-text'}`}>{input()}</code>
        </Show>
      </span>
      <span
        class={`flex-none truncate text-meta ${look() === 'failed' ? 'text-bad' : 'text-text-3'} ${isWrong() ? 'max-w-[55%] phone:max-w-full' : 'max-w-[45%]'}`}
      >
        {resultInShort(props.call)}
      </span>
    </span>
  )
}
