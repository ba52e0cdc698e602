import { A } from '@solidjs/router'
import { Show, type JSX } from 'solid-js'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import CloudOff from 'lucide-solid/icons/cloud-off'
import { online } from '../lib/online.ts'
import { useTitle } from '../lib/title.ts'
import { Banner } from '../ui/banner.tsx'
import { SidebarButton } from './sidebar-button.tsx'

/** A page of settings or lists: a title, perhaps an action beside it, and a column of at most 834. */
export function Page(props: {
  title: string
  intro?: JSX.Element
  action?: JSX.Element
  /** Where this page hangs, for screens on which the navigation isn't beside it. */
  up?: { href: string; name: string }
  children: JSX.Element
}) {
  useTitle(() => props.title)
  return (
    <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <div class="flex max-w-[930px] flex-col px-12 pt-6 pb-16 max-desktop:px-6 phone:px-4 phone:pt-2">
        <Show when={!online()}>
          <Banner tone="plain" icon={CloudOff} class="mb-4">
            You are offline. What you see may be old, and changes need the network.
          </Banner>
        </Show>
        <header class="mb-5 flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2 phone:mb-3">
          <Show when={props.up} fallback={<SidebarButton />}>
            {(up) => <UpLink {...up()} />}
          </Show>
          <h1 tabindex={-1} class="min-w-36 flex-1 text-title font-bold wrap-anywhere">
            {props.title}
          </h1>
          {props.action}
        </header>
        <Show when={props.intro}>
          <p class="-mt-3 mb-5 phone:mt-0 max-w-[39rem] text-ui text-text-2">{props.intro}</p>
        </Show>
        {props.children}
      </div>
    </div>
  )
}

function UpLink(props: { href: string; name: string }) {
  return (
    <A
      href={props.href}
      aria-label={`Back to ${props.name}`}
      class="touch-target -ms-2 flex size-8 flex-none items-center justify-center rounded-control text-text-2 hover:bg-hover hover:text-text desktop:hidden"
    >
      <ArrowLeft />
    </A>
  )
}

/** A part of a page under a hairline. */
export function Section(props: { title: string; intro?: JSX.Element; children: JSX.Element; action?: JSX.Element }) {
  return (
    <section class="flex flex-col gap-4 border-t border-line py-6 first-of-type:border-t-0 first-of-type:pt-0">
      <div class="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div class="min-w-0 flex-1">
          <h2 class="text-answer font-bold">{props.title}</h2>
          <Show when={props.intro}>
            <p class="max-w-[39rem] text-ui text-text-2">{props.intro}</p>
          </Show>
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  )
}
