import { createSignal } from 'solid-js'
import type { User } from '#protocol/rest/auth.ts'
import { logout } from '../api/auth.ts'
import { ApiError, onSessionEnd } from '../api/client.ts'
import { getProfile } from '../api/users.ts'

type SessionState = 'unknown' | 'in' | 'out'
const [user, setUser] = createSignal<User>()
const [state, setState] = createSignal<SessionState>('unknown')
const [waiting, setWaiting] = createSignal<(again: boolean) => void>()
let asking: Promise<boolean> | undefined

export { user, setUser }
/** `unknown` until the server has said whether the cookie is good. */
export { state as sessionState }
/** True while what the person does waits for a new sign-in; the page stays as it is below the dialog. */
export const mustSignInAgain = () => waiting() !== undefined

function askAgain(): Promise<boolean> {
  if (state() !== 'in') return Promise.resolve(false)
  asking ??= new Promise<boolean>((resolve) => setWaiting(() => resolve)).finally(() => {
    asking = undefined
    setWaiting(undefined)
  })
  return asking
}
onSessionEnd(askAgain)

/** Asks once, when the page opens. Throws when nobody answers: then nothing is known. */
export async function loadSession(): Promise<void> {
  try {
    setUser(await getProfile())
    setState('in')
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    setState('out')
  }
}

/** After a sign-in. As somebody else than before, nothing on the page may stay. */
export function signedIn(person: User): void {
  const before = user()
  if (before && before.id !== person.id) return startOver('/')
  setUser(person)
  setState('in')
  waiting()?.(true)
}

/** The page is loaded anew, so that nothing of this person stays in memory. */
export async function signOut(): Promise<void> {
  await logout()
  leave()
}

export function leave(): void {
  waiting()?.(false)
  startOver('/login')
}

function startOver(path: string) {
  try {
    const theme = localStorage.getItem('edgewise.theme')
    localStorage.clear()
    sessionStorage.clear()
    if (theme) localStorage.setItem('edgewise.theme', theme)
  } catch {
    // Storage is blocked, so nothing is in it.
  }
  location.assign(path)
}
