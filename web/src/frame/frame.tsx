import { Navigate, useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, lazy, onCleanup, onMount, Show, Suspense, type JSX } from 'solid-js'
import { nextPath, signInPath } from '../features/auth/next-path.ts'
import { ProjectSwitcher } from '../features/projects/project-switcher.tsx'
import { PersonFoot } from '../features/settings/person-foot.tsx'
import { Rail } from '../features/threads/rail.tsx'
import { Sidebar } from '../features/threads/sidebar.tsx'
import { isDesktop } from '../lib/media.ts'
import { newestProject, projectById } from '../state/projects.ts'
import { mustSignInAgain, sessionState } from '../state/session.ts'
import { toggleSidebar } from '../state/shell.ts'
import { Announcer } from '../ui/announcer.tsx'
import { late } from '../ui/late.tsx'
import { createFocusMove } from './create-focus-move.ts'
import { createLiveLists } from './live-lists.ts'
import { Opening, Safely, Unreachable } from './page-states.tsx'
import { placeOf } from './place-of.ts'
import { Shell } from './shell.tsx'
import { makeShortcuts } from './shortcuts.ts'
import { startPage } from './start-page.ts'

/** Not needed to read and write, so the page does not wait for it. */
const Layers = late(() => import('../ui/layers.tsx').then((all) => all.Layers))
const SignInAgain = lazy(() =>
  import('../features/auth/sign-in-again.tsx').then((all) => ({ default: all.SignInAgain })),
)
const SettingsNav = lazy(() =>
  import('../features/settings/settings-nav.tsx').then((all) => ({ default: all.SettingsNav })),
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
      <Announcer />
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
  createLiveLists()
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
              <Suspense>
                <SettingsNav
                  back={{ path: project() ? `/p/${project()!.id}` : '/', name: project()?.name ?? 'threads' }}
                  foot={foot(false)}
                />
              </Suspense>
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
