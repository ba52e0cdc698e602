import Moon from 'lucide-solid/icons/moon'
import Sun from 'lucide-solid/icons/sun'
import SunMoon from 'lucide-solid/icons/sun-moon'
import { createSignal } from 'solid-js'
import type { Settings } from '#protocol/rest/users.ts'
import { wordsOf } from '../../api/error.ts'
import { Page } from '../../parts/page.tsx'
import { changeSettings, settings } from '../../state/settings.ts'
import { FieldError } from '../../ui/field-error.tsx'
import { modKey } from '../../ui/kbd.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { SummaryModel } from './summary-model.tsx'

const themes = [
  { value: 'system', label: 'System', icon: SunMoon },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const

export function AppearancePage() {
  const [error, setError] = createSignal('')
  /** One change doesn't wait for another: none may be dropped. */
  const change = (what: Partial<Settings>) => {
    changeSettings(what).then(
      () => setError(''),
      (cause: unknown) => setError(`Not saved. ${wordsOf(cause)}`),
    )
  }
  return (
    <Page title="Appearance and chat" up={{ href: '/settings', name: 'settings' }}>
      <div class="flex max-w-140 flex-col divide-y divide-line *:py-3">
        <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <span class="text-ui" aria-hidden="true">
            Appearance
          </span>
          <Segmented
            label="Appearance"
            value={settings.theme}
            segments={themes}
            onChange={(theme) => change({ theme })}
          />
        </div>
        <Toggle
          look="switch"
          label="Send with Enter alone"
          hint={`${modKey} + Enter always sends, Shift + Enter is always a new line. On a phone Enter is a new line.`}
          checked={settings.enter_sends}
          onChange={(enter_sends) => change({ enter_sends })}
        />
        <Toggle
          look="switch"
          label="Let the model name threads"
          hint="A short title is made after the first answer, by the model that gave it. It costs a few tokens."
          checked={settings.make_titles}
          onChange={(make_titles) => change({ make_titles })}
        />
        <Toggle
          look="switch"
          label="Summarize long threads"
          hint="After 50 messages, 10,000 tokens or a day of rest. The summary stands in for older messages when a model could not read them all."
          checked={settings.make_summaries}
          onChange={(make_summaries) => change({ make_summaries })}
        />
        <SummaryModel />
      </div>
      <FieldError text={error()} />
    </Page>
  )
}
