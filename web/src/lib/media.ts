import { createSignal, type Accessor } from 'solid-js'

function media(query: string): Accessor<boolean> {
  if (typeof matchMedia === 'undefined') return () => false
  const list = matchMedia(query)
  const [matches, setMatches] = createSignal(list.matches)
  list.addEventListener('change', () => setMatches(list.matches))
  return matches
}

export const isPhone = media('(width < 48rem)')
export const isDesktop = media('(width >= 80rem)')
/** Wide enough for a thread with a pane beside it; below that, the pane stands in its place. */
export const isRoomy = media('(width >= 52rem)')
export const isTouch = media('(pointer: coarse)')
