export interface SendRules {
  enter_sends: boolean
  /** A keyboard on the screen: its Enter is always a new line. */
  phone: boolean
}

/** Whether a key sends: Ctrl or Command with Enter always, Enter alone unless a setting or a phone makes it a new line. */
export function sends(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'>,
  rules: SendRules,
): boolean {
  if (event.key !== 'Enter' || event.isComposing) return false
  if (event.ctrlKey || event.metaKey) return true
  return !event.shiftKey && !event.altKey && rules.enter_sends && !rules.phone
}
