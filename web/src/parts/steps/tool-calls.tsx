import { createMemo, createSignal, Index, Show } from 'solid-js'
import type { ToolCall } from '#protocol/message.ts'
import { plural, whole } from '../../lib/numbers.ts'
import { Button } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { CallIcon } from './call-icon.tsx'
import { CallLine } from './call-line.tsx'
import { callLook } from './call-look.ts'
import { runResult, runWords } from './call-words.ts'
import { FOLDED_FROM } from './folded-from.ts'

/** How many lines of a long run are drawn at once. */
const PAGE = 50

/** Calls with nothing between them: a line for each, or one line for many. */
export function ToolCalls(props: { message_id: string; calls: ToolCall[] }) {
  const calls = createMemo(() => props.calls)
  return (
    <div class="my-2 max-w-[34rem]" data-testid="tool-calls">
      <Show
        when={calls().length >= FOLDED_FROM}
        fallback={<Index each={calls()}>{(call) => <CallLine message_id={props.message_id} call={call()} />}</Index>}
      >
        <Run message_id={props.message_id} calls={calls()} />
      </Show>
    </div>
  )
}

function Run(props: { message_id: string; calls: ToolCall[] }) {
  const [drawn, setDrawn] = createSignal(PAGE)
  const left = () => props.calls.length - drawn()
  const result = createMemo(() => runResult(props.calls))
  const hasFailed = () => props.calls.some((call) => callLook(call) === 'failed')
  const first = createMemo(() => props.calls.find((call) => callLook(call) === 'running') ?? props.calls[0])
  return (
    <Fold
      name={`calls ${props.message_id} ${props.calls[0]?.tool_call_id}`}
      testid="tool-run"
      line={
        <>
          <Show when={first()}>{(call) => <CallIcon call={call()} />}</Show>
          <span class="min-w-0 flex-1 truncate text-start">{runWords(props.calls)}</span>
          <span class={`flex-none text-meta ${hasFailed() ? 'text-bad' : 'text-text-3'}`}>{result()}</span>
        </>
      }
    >
      <div class="mb-2 ml-[26px] phone:ml-[30px]">
        <Index each={props.calls.slice(0, drawn())}>
          {(call) => <CallLine message_id={props.message_id} call={call()} />}
        </Index>
        <Show when={left() > 0}>
          <Button class="mt-1" onClick={() => setDrawn(drawn() + PAGE)}>
            Show {plural(Math.min(PAGE, left()), 'more call')}
            {left() > PAGE ? ` of ${whole(left())}` : ''}
          </Button>
        </Show>
      </div>
    </Fold>
  )
}
