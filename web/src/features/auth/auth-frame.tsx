import { Show, type JSX } from 'solid-js'
import CloudOff from 'lucide-solid/icons/cloud-off'
import { online } from '../../lib/online.ts'
import { useTitle } from '../../lib/title.ts'
import { Banner } from '../../ui/banner.tsx'
import { Wordmark } from '../../ui/mark.tsx'

export function AuthFrame(props: { title: string; intro: JSX.Element; children: JSX.Element }) {
  useTitle(() => props.title)
  return (
    <main id="main" class="flex h-full flex-col items-center overflow-y-auto px-4 py-8">
      <div class="my-auto flex w-full max-w-[372px] flex-col gap-6 pb-[8vh]">
        <Wordmark />
        <div>
          <h1 class="text-title font-bold">{props.title}</h1>
          <p class="text-ui text-text-2">{props.intro}</p>
        </div>
        <Show when={!online()}>
          <Banner tone="plain" icon={CloudOff}>
            You are offline. Signing in needs the network.
          </Banner>
        </Show>
        {props.children}
      </div>
    </main>
  )
}
