import { Navigate, useLocation, useNavigate } from '@solidjs/router'
import {
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  lazy,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
  type JSX,
} from 'solid-js'
import { nextPath, signInPath } from '../features/auth/next-path.ts'
import { ProjectSwitcher } from '../features/projects/project-switcher.tsx'
import { PersonFoot } from '../features/settings/person-foot.tsx'
import { SettingsNav } from '../features/settings/settings-nav.tsx'
import { Rail } from '../features/threads/rail.tsx'
import { Sidebar } from '../features/threads/sidebar.tsx'
import { isDesktop } from '../lib/media.ts'
import { newestProject, projectById } from '../state/projects.ts'
import { mustSignInAgain, sessionState } from '../state/session.ts'
import { toggleSidebar } from '../state/shell.ts'
import { placeOf } from './place-of.ts'
import { Shell } from './shell.tsx'
import { makeShortcuts } from './shortcuts.ts'
import { startPage } from './start-page.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Layers } from '../ui/layers.tsx'
import { Delayed } from '../ui/skeleton.tsx'
import { Mark } from '../ui/mark.tsx'

const SignInAgain = lazy(() =>
  import('../features/auth/sign-in-again.tsx').then((all) => ({ default: all.SignInAgain })),
)
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx').then((all) => ({ default: all.ShortcutsDialog })))

/** Around every route: who is signed in decides what is shown. */
export function Frame(props: { children?: JSX.Element }) {
  const location = useLocation()
  const start = startPage()
  const isAuthPage = () => location.pathname === '/login' || location.pathname === '/register'
  return (
    <>
      <Show when={!start.error()} fallback={<Unreachable words={start.error()} onRetry={start.run} />}>
        <Show when={start.ready()} fallback={<Opening />}>
          <Show
            when={sessionState() === 'in'}
            fallback={
              <Show when={isAuthPage()} fallback={<Navigate href={signInPath(fullPath(location))} />}>
                <Safely>{props.children}</Safely>
              </Show>
            }
          >
            <Show
              when={!isAuthPage()}
              fallback={<Navigate href={nextPath(location.search, globalThis.location.origin)} />}
            >
              <SignedInFrame>{props.children}</SignedInFrame>
            </Show>
          </Show>
        </Show>
      </Show>
      <Show when={mustSignInAgain()}>
        <Suspense>
          <SignInAgain />
        </Suspense>
      </Show>
      <Layers />
    </>
  )
}

const fullPath = (at: { pathname: string; search: string; hash: string }) => at.pathname + at.search + at.hash

function SignedInFrame(props: { children: JSX.Element }) {
  const location = useLocation()
  const navigate = useNavigate()
  const [help, setHelp] = createSignal(false)
  const place = createMemo(() => placeOf(location.pathname))
  /** On smaller screens settings are pages under a list, and the drawer keeps the threads. */
  const showsSettings = () => place().isSettings && isDesktop()
  const project = createMemo(() => projectById(place().project_id) ?? newestProject())
  createFocusMove(() => location.pathname)
  onMount(() =>
    onCleanup(
      makeShortcuts({
        newThread: () => project() && navigate(`/p/${project()!.id}`),
        toggleSidebar,
        showHelp: () => setHelp(true),
      }),
    ),
  )
  const foot = (folded: boolean) => <PersonFoot folded={folded} onShortcuts={() => setHelp(true)} />
  return (
    <>
      <Shell
        navLabel={showsSettings() ? 'Settings' : 'Threads'}
        rail={showsSettings() ? undefined : <Rail project={project()} foot={foot(true)} />}
        nav={
          <Show
            when={!showsSettings()}
            fallback={
              <SettingsNav
                back={{ path: project() ? `/p/${project()!.id}` : '/', name: project()?.name ?? 'threads' }}
                foot={foot(false)}
              />
            }
          >
            <Sidebar
              project={project()}
              openThread={place().thread_id}
              switcher={<ProjectSwitcher project={project()} />}
              foot={foot(false)}
            />
          </Show>
        }
      >
        <Safely>{props.children}</Safely>
      </Shell>
      <Show when={help()}>
        <Suspense>
          <ShortcutsDialog onClose={() => setHelp(false)} />
        </Suspense>
      </Show>
    </>
  )
}

/** A page that fails leaves the rest standing. */
function Safely(props: { children: JSX.Element }) {
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

function Opening() {
  return (
    <Delayed>
      <div role="status" class="flex h-full items-center justify-center">
        <Mark class="size-10 animate-pulse" />
        <span class="sr-text">Opening Edgewise</span>
      </div>
    </Delayed>
  )
}

function Unreachable(props: { words: string; onRetry: () => void }) {
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

/** After a change of page the focus is on the page, unless the page took it itself, and its title is spoken. */
function createFocusMove(path: () => string) {
  createEffect(
    on(
      path,
      () => {
        const before = document.activeElement
        setTimeout(() => {
          const main = document.getElementById('main')
          const now = document.activeElement
          announce(document.title.replace(/ · Edgewise$/, ''))
          // Who has moved on meanwhile, or is asked something, is not pulled back.
          if (!main || main.contains(now) || (now !== before && now !== document.body)) return
          if (!document.querySelector('dialog[open]')) main.focus({ preventScroll: true })
        }, 60)
      },
      { defer: true },
    ),
  )
}
