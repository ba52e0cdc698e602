import { ErrorBoundary, Suspense, type JSX } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Mark } from '../ui/mark.tsx'
import { Delayed } from '../ui/skeleton.tsx'

/** A page that fails leaves the rest standing. */
export function Safely(props: { children: JSX.Element }) {
  return (
    <ErrorBoundary fallback={(error) => <Broken error={error} />}>
      <Suspense>{props.children}</Suspense>
    </ErrorBoundary>
  )
}

function Broken(props: { error: unknown }) {
  console.error(props.error)
  return (
    <div role="alert" class="m-auto flex max-w-[34rem] flex-col items-start gap-3 p-6">
      <h1 class="text-title font-bold">This page did not load.</h1>
      <p class="text-ui text-text-2">
        Either the network broke off, or Edgewise was updated meanwhile. Loading it again mends both; what you sent is
        saved.
      </p>
      <Button kind="filled" onClick={() => globalThis.location.reload()}>
        Load again
      </Button>
    </div>
  )
}

export function Opening() {
  return (
    <Delayed>
      <div role="status" class="flex h-full items-center justify-center">
        <Mark class="size-10 animate-pulse" />
        <span class="sr-text">Opening Edgewise</span>
      </div>
    </Delayed>
  )
}

export function Unreachable(props: { words: string; onRetry: () => void }) {
  return (
    <main class="flex h-full items-center justify-center p-6">
      <div role="alert" class="flex max-w-[34rem] flex-col items-start gap-3">
        <Mark class="size-8" />
        <h1 class="text-title font-bold">Edgewise did not open.</h1>
        <p class="text-ui text-text-2">{props.words}</p>
        <Button kind="filled" onClick={() => props.onRetry()}>
          Try again
        </Button>
      </div>
    </main>
  )
}
