import { createEffect, on } from 'solid-js'
import { announce } from '../ui/announcer.tsx'

/** After a change of page the focus is on the page, unless the page took it itself, and its title is spoken. */
export function createFocusMove(path: () => string) {
  createEffect(
    on(
      path,
      () => {
        const before = document.activeElement
        setTimeout(() => {
          const main = document.getElementById('main')
          const now = document.activeElement
          announce(document.title.replace(/ · Edgewise$/, ''))
          // Who has moved on meanwhile, or is asked something, is not pulled back.
          if (!main || main.contains(now) || (now !== before && now !== document.body)) return
          if (!document.querySelector('dialog[open]')) main.focus({ preventScroll: true })
        }, 60)
      },
      { defer: true },
    ),
  )
}
