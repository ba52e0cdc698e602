import { A } from '@solidjs/router'
import { For, Show, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { user } from '../../state/session.ts'
import { Wordmark } from '../../ui/mark.tsx'
import { settingsPages } from './settings-pages.ts'

/** The list of settings: in the sidebar's place, and on a phone a page of its own. */
export function SettingsList(props: { asPage?: boolean }) {
  return (
    <ul class="flex flex-col">
      <For each={settingsPages.filter((page) => !page.adminOnly || user()?.is_admin)}>
        {(page) => (
          <li>
            <A
              href={page.path}
              class={`flex min-h-[34px] items-center gap-3 rounded-control px-2.5 text-ui text-text-2 hover:bg-hover hover:text-text aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-text touch:min-h-12 ${props.asPage ? 'border-b border-line' : ''}`}
            >
              <Dynamic component={page.icon} />
              <span class="flex-1">{page.title}</span>
              <Show when={props.asPage}>
                <ChevronRight />
              </Show>
            </A>
          </li>
        )}
      </For>
    </ul>
  )
}

export function SettingsNav(props: { back: { path: string; name: string }; foot: JSX.Element }) {
  return (
    <>
      <div class="flex h-14 flex-none items-center justify-between ps-5 pe-3">
        <A href="/" aria-label="Edgewise, start page" class="flex rounded-control">
          <Wordmark />
        </A>
      </div>
      <div class="min-h-0 flex-1 overflow-y-auto px-3 pt-1">
        <A
          href={props.back.path}
          class="mb-2 flex min-h-[34px] items-center gap-3 rounded-control px-2.5 text-ui text-text-2 hover:bg-hover hover:text-text touch:min-h-12"
        >
          <ArrowLeft />
          <span class="truncate">Back to {props.back.name}</span>
        </A>
        <SettingsList />
      </div>
      <div class="flex-none border-t border-line px-3 py-2">{props.foot}</div>
    </>
  )
}
