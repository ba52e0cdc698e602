import { createSignal, Show, type JSX } from 'solid-js'
import type { ToolCall } from '#protocol/message.ts'
import { wordsOf } from '../../api/error.ts'
import { outputAddress, wholeOutput } from '../../api/messages.ts'
import { whole } from '../../lib/numbers.ts'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { callLook } from './call-look.ts'
import { inputInFull } from './call-words.ts'

/** A page lays out this much at once without a pause; who wants more saves it. */
const SHOWN_CHARS = 200_000

/** What a model wrote for a tool, and what came back, in full. */
export function CallDetails(props: { message_id: string; call: ToolCall }) {
  const input = () => inputInFull(props.call)
  return (
    <div class="mt-0.5 mb-2.5 ml-[26px] flex flex-col gap-2 phone:ml-[30px]">
      <Show when={callLook(props.call) === 'failed' && props.call.error}>
        {(error) => <p class="text-small wrap-anywhere text-bad">{error()}</p>}
      </Show>
      <Show when={input() !== '{}' && input() !== ''}>
        <Written label="Input">{input()}</Written>
      </Show>
      <Show when={props.call.output !== undefined}>
        <Output message_id={props.message_id} call={props.call} />
      </Show>
    </div>
  )
}

function Written(props: { label: string; children: JSX.Element }) {
  return (
    <div>
      <p class="mb-1 text-meta text-text-3">{props.label}</p>
      <pre
        tabindex={0}
        role="group"
        aria-label={props.label}
        class="max-h-80 overflow-auto rounded-block border border-line bg-sunk px-3 py-2 font-mono text-code whitespace-pre-wrap text-text wrap-anywhere focus-visible:-outline-offset-2"
      >
        {props.children}
      </pre>
    </div>
  )
}

/** As the model was told it; the whole of a long one on request. */
function Output(props: { message_id: string; call: ToolCall }) {
  const [loaded, setLoaded] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal('')
  const shown = () => (loaded() ?? props.call.output ?? '').slice(0, SHOWN_CHARS)
  const rest = () => (loaded()?.length ?? 0) - SHOWN_CHARS

  async function load(): Promise<void> {
    setBusy(true)
    setProblem('')
    try {
      setLoaded(await wholeOutput(props.message_id, props.call.tool_call_id))
    } catch (error) {
      setProblem(wordsOf(error))
    }
    setBusy(false)
  }
  return (
    <>
      <Written label={loaded() === undefined && props.call.output_ref ? 'Output, as the model was told it' : 'Output'}>
        {shown()}
      </Written>
      <Show when={props.call.output_ref && loaded() === undefined}>
        <div class="flex flex-wrap items-center gap-3">
          <Button busy={busy()} data-testid="whole-output" onClick={() => void load()}>
            Load the whole output
          </Button>
          <FieldError text={problem()} />
        </div>
      </Show>
      <Show when={rest() > 0}>
        <p class="text-small text-text-2">
          The first {whole(SHOWN_CHARS)} of {whole(loaded()?.length ?? 0)} characters.{' '}
          <a class="link" href={outputAddress(props.message_id, props.call.tool_call_id)} download="output.txt">
            Save the whole
          </a>
        </p>
      </Show>
    </>
  )
}
