import { Show, type JSX, type Resource } from 'solid-js'
import { known } from '../ui/known.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { TryAgain } from './try-again.tsx'

/** What a resource brings: grey lines until it is there, its words and another try when it fails. */
export function Loaded<Value>(props: {
  resource: Resource<Value>
  what: string
  onRetry: () => void
  children: (value: () => NonNullable<Value>) => JSX.Element
}) {
  return (
    <Show
      when={props.resource.error === undefined}
      fallback={<TryAgain what={props.what} error={props.resource.error} onRetry={props.onRetry} />}
    >
      <Show when={known(props.resource)} fallback={<Skeleton lines={4} label={`Loading: ${props.what}`} />}>
        {(value) => props.children(value)}
      </Show>
    </Show>
  )
}
