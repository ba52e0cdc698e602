import { createSignal } from 'solid-js'
import { PROTOCOL_VERSION } from '#protocol/version.ts'

/** What the server says beside this page: the same, more than the page knows, or another language. */
export type Fit = 'same' | 'newer' | 'apart'

/** MINOR only adds, and what is added is ignored; with another MAJOR neither side can trust what it reads (S9). */
export function fitOf(theirs: string, ours: string = PROTOCOL_VERSION): Fit {
  const [theirMajor = 0, theirMinor = 0] = theirs.split('.').map(Number)
  const [ourMajor = 0, ourMinor = 0] = ours.split('.').map(Number)
  if (theirMajor !== ourMajor) return 'apart'
  return theirMinor > ourMinor ? 'newer' : 'same'
}

const [serverVersion, setServerVersion] = createSignal<string>(PROTOCOL_VERSION)
/** As the newest greeting of any socket said. */
export { serverVersion }

export function hearVersion(version: string): Fit {
  setServerVersion(version)
  return fitOf(version)
}
