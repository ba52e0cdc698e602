import { Route, Router } from '@solidjs/router'
import { lazy, type Component } from 'solid-js'
import { Frame } from './frame/frame.tsx'
import { NotHere } from './frame/not-here.tsx'
import { Home, NewThreadRoute, ThreadRoute } from './routes.tsx'

/** A page that is loaded when it is first opened. */
const page = <Name extends string>(load: () => Promise<Record<Name, Component>>, name: Name) =>
  lazy(() => load().then((all) => ({ default: all[name] })))

const SignInPage = page(() => import('./features/auth/sign-in-page.tsx'), 'SignInPage')
const RegisterPage = page(() => import('./features/auth/register-page.tsx'), 'RegisterPage')
const SettingsHome = page(() => import('./features/settings/settings-home.tsx'), 'SettingsHome')
const ProfilePage = page(() => import('./features/settings/profile-page.tsx'), 'ProfilePage')
const AppearancePage = page(() => import('./features/settings/appearance-page.tsx'), 'AppearancePage')
const SessionsPage = page(() => import('./features/settings/sessions-page.tsx'), 'SessionsPage')
const KeysPage = page(() => import('./features/keys/keys-page.tsx'), 'KeysPage')
const UsagePage = page(() => import('./features/usage/usage-page.tsx'), 'UsagePage')
const TokensPage = page(() => import('./features/tokens/tokens-page.tsx'), 'TokensPage')
const PeoplePage = page(() => import('./features/settings/people-page.tsx'), 'PeoplePage')
const ProjectsPage = page(() => import('./features/projects/projects-page.tsx'), 'ProjectsPage')
const ProjectPage = page(() => import('./features/projects/project-page.tsx'), 'ProjectPage')

export function App() {
  return (
    <Router root={Frame}>
      <Route path="/" component={Home} />
      <Route path="/login" component={SignInPage} />
      <Route path="/register" component={RegisterPage} />
      <Route path="/p/:project_id" component={NewThreadRoute} />
      <Route path="/p/:project_id/t/:thread_id" component={ThreadRoute} />
      <Route path="/projects" component={ProjectsPage} />
      <Route path="/projects/:project_id" component={ProjectPage} />
      <Route path="/settings" component={SettingsHome} />
      <Route path="/settings/profile" component={ProfilePage} />
      <Route path="/settings/keys" component={KeysPage} />
      <Route path="/settings/sessions" component={SessionsPage} />
      <Route path="/settings/appearance" component={AppearancePage} />
      <Route path="/settings/usage" component={UsagePage} />
      <Route path="/settings/tokens" component={TokensPage} />
      <Route path="/settings/people" component={PeoplePage} />
      <Route path="*" component={() => <NotHere what="page" />} />
    </Router>
  )
}
