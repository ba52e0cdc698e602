import FileCode from 'lucide-solid/icons/file-braces'
import ListChecks from 'lucide-solid/icons/list-checks'
import MessageSquare from 'lucide-solid/icons/message-square'
import Table from 'lucide-solid/icons/table-2'
import { For } from 'solid-js'
import { Dynamic } from 'solid-js/web'

const prompts = [
  { icon: MessageSquare, text: 'Explain streaming with a short example' },
  { icon: ListChecks, text: 'Plan a tide table, ask me three things first' },
  { icon: FileCode, text: 'Make a page with one button' },
  { icon: Table, text: 'Compare ways to store dates' },
]

/** Beginnings for somebody who does not know one yet. */
export function ExamplePrompts(props: { disabled: boolean; onPick: (text: string) => void }) {
  return (
    <div class="mt-2.5 grid grid-cols-2 gap-2 phone:grid-cols-1">
      <For each={prompts}>
        {(prompt) => (
          <button
            type="button"
            data-testid="example-prompt"
            disabled={props.disabled}
            class="flex min-h-10 items-center gap-2.5 rounded-block border border-line-2 px-3 py-1.5 text-start text-ui hover:bg-hover touch:min-h-11"
            onClick={() => props.onPick(prompt.text)}
          >
            <span class="flex text-text-2">
              <Dynamic component={prompt.icon} />
            </span>
            {prompt.text}
          </button>
        )}
      </For>
    </div>
  )
}
