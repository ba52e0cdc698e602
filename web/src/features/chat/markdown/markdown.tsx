import { createRenderEffect, onCleanup } from 'solid-js'
import './markdown.css'
import { runCodeAction } from './code-actions.ts'
import { makeMarkdownView } from './view.ts'

/** Markdown that may still be growing. */
export function Markdown(props: { text: string; streaming?: boolean; breaks?: boolean; class?: string }) {
  const root = document.createElement('div')
  const view = makeMarkdownView(root, { breaks: props.breaks ?? false })
  createRenderEffect(() => {
    root.className = `md ${props.class ?? ''}`
  })
  createRenderEffect(() => view.update(props.text, !props.streaming))
  root.addEventListener('click', runCodeAction)
  onCleanup(view.dispose)
  return root
}
