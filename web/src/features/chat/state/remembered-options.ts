import type { AskOptions } from '../../../parts/models/open-model-picker.ts'

/** How a person wants a thread's answers asked for, remembered on this device. */
const name = (owner: string, threadId: string) => `edgewise.ask.${owner}.${threadId}`

export function rememberedOptions(owner: string, threadId: string): AskOptions {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name(owner, threadId)) ?? '{}')
    return typeof stored === 'object' && stored !== null ? stored : {}
  } catch {
    return {}
  }
}

export function rememberOptions(owner: string, threadId: string, options: AskOptions): void {
  const text = JSON.stringify(options)
  try {
    if (text === '{}') localStorage.removeItem(name(owner, threadId))
    else localStorage.setItem(name(owner, threadId), text)
  } catch {
    // Storage is full or blocked: they hold as long as the page.
  }
}

/** What a message carries of them: nothing where nothing was chosen, and no thinking for a model that can't. */
export function asked({ reasoning, temperature }: AskOptions, canReason: boolean): AskOptions {
  const options: AskOptions = {}
  if (reasoning && canReason) options.reasoning = reasoning
  if (temperature !== undefined) options.temperature = temperature
  return options
}
