import { A, useNavigate } from '@solidjs/router'
import { createEffect, on, onMount, Show } from 'solid-js'
import Keyboard from 'lucide-solid/icons/keyboard'
import LogOut from 'lucide-solid/icons/log-out'
import Settings from 'lucide-solid/icons/settings'
import User from 'lucide-solid/icons/user'
import { money } from '../../lib/numbers.ts'
import { createJob } from '../../state/job.ts'
import { signOut, user } from '../../state/session.ts'
import { setDrawerOpen } from '../../state/shell.ts'
import { threadList } from '../../state/threads.ts'
import { monthBudget, monthCost, refreshUsage } from '../../state/usage.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { modKey } from '../../ui/kbd.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'

/** Who is signed in, what the month cost so far, and the way to settings. Folded: the icons only. */
export function PersonFoot(props: { folded?: boolean; onShortcuts: () => void }) {
  const navigate = useNavigate()
  const leaving = createJob(signOut)
  onMount(() => void refreshUsage())
  const working = () => threadList.rows.filter((row) => row.running).length
  // An answer that has ended has cost something; its usage is written a moment later.
  createEffect(on(working, (count, before) => before && count < before && setTimeout(() => void refreshUsage(), 2000)))

  const go = (path: string) => {
    setDrawerOpen(false)
    navigate(path)
  }
  const entries = (): MenuEntry[] => [
    { label: 'Account', icon: User, onSelect: () => go('/settings/profile') },
    { label: 'Keyboard shortcuts', icon: Keyboard, note: `${modKey} /`, onSelect: props.onShortcuts },
    'line',
    { label: 'Sign out', icon: LogOut, onSelect: () => void leaving.run() },
  ]
  const name = () => user()?.username ?? ''
  return (
    <>
      <FieldError text={leaving.error() && `Not signed out. ${leaving.error()}`} />
      <div class={props.folded ? 'flex flex-col items-center gap-3' : 'flex items-center gap-1'}>
        <Menu
          label={name()}
          align="start"
          entries={entries}
          trigger={(trigger) => (
            <button
              type="button"
              {...trigger}
              aria-label={`${name()}, account`}
              class={`touch-target flex items-center gap-2.5 rounded-control hover:bg-hover aria-expanded:bg-hover ${props.folded ? 'order-2 p-1.5' : 'min-h-9 min-w-0 flex-1 px-1 touch:min-h-11'}`}
            >
              <Avatar name={name()} />
              <Show when={!props.folded}>
                <span class="min-w-0 truncate text-ui">{name()}</span>
              </Show>
            </button>
          )}
        />
        <Show when={!props.folded && monthCost() !== undefined}>
          <A
            href="/settings/usage"
            class="flex-none rounded-code px-1 text-meta text-text-3 hover:text-text touch:py-3.5"
            data-tip="What your answers cost this month, UTC"
            onClick={() => setDrawerOpen(false)}
          >
            {money(monthCost()!)}
            <Show when={monthBudget()}>{(limit) => ` of ${money(limit()).replace('.00', '')}`}</Show> in{' '}
            {new Date().toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' })}
          </A>
        </Show>
        <A
          href="/settings"
          aria-label="Settings"
          data-tip="Settings"
          onClick={() => setDrawerOpen(false)}
          class={`touch-target flex size-8 flex-none items-center justify-center rounded-control text-text-2 hover:bg-hover hover:text-text ${props.folded ? 'order-1' : ''}`}
          activeClass="text-accent"
        >
          <Settings />
        </A>
      </div>
    </>
  )
}
