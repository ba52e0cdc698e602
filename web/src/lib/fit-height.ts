/** Makes a text area as tall as its text, within limits. Its parent keeps its height meanwhile, so that nothing else moves. */
export function fitHeight(area: HTMLTextAreaElement, least: number, most: number): void {
  const parent = area.parentElement
  const { scrollTop } = area
  if (parent) parent.style.height = `${parent.offsetHeight}px`
  area.style.height = '0'
  const border = area.offsetHeight - area.clientHeight
  const wanted = area.scrollHeight + border
  area.style.height = `${Math.min(most, Math.max(least, wanted))}px`
  area.style.overflowY = wanted > most ? 'auto' : 'hidden'
  area.scrollTop = scrollTop
  if (parent) parent.style.height = ''
}
