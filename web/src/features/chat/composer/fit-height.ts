/** Makes a text area as tall as its text, within limits. */
export function fitHeight(area: HTMLTextAreaElement, least: number, most: number): void {
  const { scrollTop } = area
  area.style.height = '0'
  const border = area.offsetHeight - area.clientHeight
  const height = Math.min(most, Math.max(least, area.scrollHeight + border))
  area.style.height = `${height}px`
  area.style.overflowY = area.scrollHeight + border > most ? 'auto' : 'hidden'
  area.scrollTop = scrollTop
}
