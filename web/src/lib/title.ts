import { createEffect } from 'solid-js'

/** The page's name in the tab and, after a change of page, in a screen reader. */
export function useTitle(title: () => string | undefined): void {
  createEffect(() => {
    const name = title()
    document.title = name ? `${name} · Edgewise` : 'Edgewise'
  })
}
