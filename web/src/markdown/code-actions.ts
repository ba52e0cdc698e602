import { copyText } from '../ui/copy-text.ts'

/** Wrap and copy, heard once for all code blocks of an answer. */
export function runCodeAction(event: MouseEvent): void {
  const button = (event.target as Element | null)?.closest<HTMLElement>('[data-code]')
  const block = button?.closest('.md-code')
  if (!button || !block) return
  if (button.dataset['code'] === 'copy') void copyText(block.querySelector('code')?.textContent ?? '')
  else {
    const wrapped = block.classList.toggle('md-wrap')
    button.setAttribute('aria-pressed', String(wrapped))
  }
}
