import { createEffect, createMemo, on, onCleanup, onMount, Show, type JSX } from 'solid-js'
import { isDesktop, isRoomy } from '../lib/media.ts'
import { makeSwipe } from '../lib/swipe.ts'
import { closePane, pane } from '../state/pane.ts'
import { drawerOpen, setDrawerOpen, sidebarFolded } from '../state/shell.ts'
import { late } from '../ui/late.tsx'

const NewVersion = late(() => import('./new-version.tsx').then((all) => all.NewVersion))
const PaneFrame = late(() => import('./pane-frame.tsx').then((all) => all.PaneFrame))

/** The page's frame: navigation on the left, or over the page below 1280, and the page itself. */
export function Shell(props: { navLabel: string; nav: JSX.Element; rail?: JSX.Element; children: JSX.Element }) {
  let nav!: HTMLElement
  const folded = () => isDesktop() && sidebarFolded() && props.rail !== undefined
  /** From its first use on: it also brings back what an entry of the history had open. */
  const hadPane = createMemo((before: boolean) => before || pane() !== undefined, false)
  const hidden = () => !isDesktop() && !drawerOpen()

  onMount(() => {
    const stop = makeSwipe({
      element: nav,
      isOpen: drawerOpen,
      setOpen: setDrawerOpen,
      enabled: () => !isDesktop() && !document.querySelector('dialog[open]'),
    })
    onCleanup(stop)
  })
  createDrawerFocus(() => nav)
  return (
    <div class="relative flex h-full overflow-hidden bg-page">
      <a
        href="#main"
        class="sr-text focus:not-sr-only focus:fixed! focus:start-3 focus:top-3 focus:z-60 focus:size-auto! focus:rounded-control focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent focus:[clip-path:none]"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to the page
      </a>
      <nav
        ref={nav}
        id="sidebar"
        tabindex={-1}
        aria-label={props.navLabel}
        data-testid="chat-sidebar"
        inert={hidden()}
        class={`flex flex-none flex-col border-e border-line bg-side outline-none max-desktop:fixed max-desktop:inset-y-0 max-desktop:start-0 max-desktop:z-31 max-desktop:w-[300px] max-desktop:transition-[translate,visibility] max-desktop:duration-[180ms] phone:w-[318px] phone:max-w-[86vw] ${folded() ? 'w-14' : 'w-[350px]'} ${hidden() ? 'max-desktop:invisible max-desktop:-translate-x-full' : ''}`}
      >
        <Show when={folded()} fallback={props.nav}>
          {props.rail}
        </Show>
      </nav>
      <Show when={drawerOpen()}>
        <div class="fixed inset-0 z-30 animate-fade bg-scrim desktop:hidden" onClick={() => setDrawerOpen(false)} />
      </Show>
      <div class="flex min-w-0 flex-1 flex-col">
        <NewVersion />
        <div class="relative isolate flex min-h-0 flex-1">
          <main
            id="main"
            tabindex={-1}
            inert={drawerOpen() || (pane() !== undefined && !isRoomy())}
            class="relative flex min-w-0 flex-1 flex-col outline-none"
          >
            {props.children}
          </main>
          <Show when={hadPane()}>
            <PaneFrame onFail={closePane} />
          </Show>
        </div>
      </div>
    </div>
  )
}

/** The focus goes into the drawer and, when it closes, back to what opened it. Esc closes. */
function createDrawerFocus(nav: () => HTMLElement) {
  let opener: HTMLElement | null = null
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
    setDrawerOpen(false)
  }
  createEffect(
    on(
      drawerOpen,
      (open) => {
        const inside = nav().contains(document.activeElement)
        if (!open && (inside || document.activeElement === document.body)) opener?.focus()
        if (!open) return
        opener = document.activeElement as HTMLElement | null
        // Not before the next frame: until then the drawer is still hidden, and what is hidden takes no focus.
        requestAnimationFrame(() => requestAnimationFrame(() => nav().focus({ preventScroll: true })))
        document.addEventListener('keydown', onKey)
        onCleanup(() => document.removeEventListener('keydown', onKey))
      },
      { defer: true },
    ),
  )
}
