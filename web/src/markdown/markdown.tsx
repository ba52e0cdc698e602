import { createRenderEffect, onCleanup } from 'solid-js'
import './markdown.css'
import { runCodeAction } from './code-actions.ts'
import { makePaced } from './paced.ts'
import { makeMarkdownView } from './view.ts'

/** Markdown that may still be growing. */
export function Markdown(props: { text: string; streaming?: boolean; breaks?: boolean; class?: string }) {
  const root = document.createElement('div')
  const view = makeMarkdownView(root, { breaks: props.breaks ?? false })
  createRenderEffect(() => {
    root.className = `md ${props.class ?? ''}`
  })
  const paced = makePaced(view)
  createRenderEffect(() => paced.update(props.text, !props.streaming))
  root.addEventListener('click', runCodeAction)
  onCleanup(view.dispose)
  return root
}
