import { Show, type JSX, type Resource } from 'solid-js'
import { Skeleton } from './skeleton.tsx'
import { TryAgain } from './try-again.tsx'

/** What a resource brings: grey lines until it is there, its words and another try when it fails. */
export function Loaded<Value>(props: {
  resource: Resource<Value>
  what: string
  onRetry: () => void
  children: (value: () => NonNullable<Value>) => JSX.Element
}) {
  // `latest` of a failed resource throws, so its error comes first.
  const value = () => (props.resource.error === undefined ? props.resource.latest : undefined)
  return (
    <Show
      when={props.resource.error === undefined}
      fallback={<TryAgain what={props.what} error={props.resource.error} onRetry={props.onRetry} />}
    >
      <Show when={value()} fallback={<Skeleton lines={4} label={`Loading: ${props.what}`} />}>
        {(known) => props.children(known)}
      </Show>
    </Show>
  )
}
