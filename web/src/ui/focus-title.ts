/** Where what was pressed is gone with its row, focus goes to the page's title, not to nowhere. */
export function focusTitle(): void {
  document.querySelector<HTMLElement>('main h1')?.focus()
}
