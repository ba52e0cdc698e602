/** What was typed and not sent, kept on this device for each thread (or for a project's next one). */
const key = (owner: string, place: string) => `edgewise.draft.${owner}.${place}`

export function loadDraft(owner: string, place: string): string {
  try {
    return localStorage.getItem(key(owner, place)) ?? ''
  } catch {
    return ''
  }
}

export function saveDraft(owner: string, place: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(key(owner, place))
    else localStorage.setItem(key(owner, place), text)
  } catch {
    // Storage is full or blocked: the draft lives as long as the page.
  }
}
