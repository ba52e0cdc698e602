import Copy from 'lucide-solid/icons/copy'
import { copyText } from './copy-text.ts'
import { IconButton } from './icon-button.tsx'

/** Text for another program, with a button that copies it. Long lines scroll sideways inside. */
export function CodeSample(props: { text: string; name: string; 'data-testid'?: string }) {
  return (
    <div class="relative rounded-block border border-line bg-sunk">
      <pre
        tabindex={0}
        role="region"
        aria-label={props.name}
        data-testid={props['data-testid']}
        class="overflow-x-auto rounded-block p-3 pe-12 font-mono text-code"
      >
        <code>{props.text}</code>
      </pre>
      {/* its ground hides the line that goes on below it */}
      <span class="absolute end-0.5 top-2 flex rounded-control bg-sunk px-1.5">
        <IconButton name={`Copy ${props.name}`} size="sm" onClick={() => void copyText(props.text)}>
          <Copy />
        </IconButton>
      </span>
    </div>
  )
}
