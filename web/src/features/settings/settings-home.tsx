import { Navigate } from '@solidjs/router'
import { Show } from 'solid-js'
import { isDesktop } from '../../lib/media.ts'
import { Page } from '../../parts/page.tsx'
import { SettingsList } from './settings-nav.tsx'

/** Where the navigation is not beside the page, it is the page. */
export function SettingsHome() {
  return (
    <Show when={!isDesktop()} fallback={<Navigate href="/settings/profile" />}>
      <Page title="Settings">
        <SettingsList asPage />
      </Page>
    </Show>
  )
}
