import { createSignal } from 'solid-js'

/** What floats over an open thread on request. `ask`: a new summary is wanted at once. */
export type Panel =
  | { kind: 'answer'; id: string; anchor: Element }
  | { kind: 'context'; anchor: Element }
  | { kind: 'summary'; ask?: boolean }

const [panel, setPanel] = createSignal<Panel>()
/** Its own code is fetched when this is first set. */
export { panel }

export const openPanel = (wanted: Panel): void => void setPanel(wanted)
export const closePanel = (): void => void setPanel(undefined)
