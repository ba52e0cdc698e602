import { wordsOf } from '../api/error.ts'
import { Button } from '../ui/button.tsx'

/** In the place of what did not load. */
export function TryAgain(props: { what: string; error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" class="flex flex-col items-start gap-3 text-ui">
      <p>
        {props.what} did not load. <span class="text-text-2">{wordsOf(props.error)}</span>
      </p>
      <Button onClick={() => props.onRetry()}>Try again</Button>
    </div>
  )
}
