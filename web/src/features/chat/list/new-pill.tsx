import ArrowDown from 'lucide-solid/icons/arrow-down'
import { plural } from '../../../lib/numbers.ts'

/** Brings a reader who scrolled up back to the end. */
export function NewPill(props: { count: number; onClick: () => void }) {
  return (
    <button
      type="button"
      data-testid="new-messages"
      onClick={() => props.onClick()}
      class="absolute start-1/2 bottom-2 z-10 inline-flex min-h-8 -translate-x-1/2 animate-fade items-center gap-2 rounded-full border border-line-2 bg-raised px-3.5 text-ui font-medium shadow-float hover:bg-hover touch:min-h-11"
    >
      <ArrowDown />
      {props.count > 0 ? plural(props.count, 'new message') : 'To the newest'}
    </button>
  )
}
