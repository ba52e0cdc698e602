import { toast } from './toast.ts'

/** Copies and says so. Without https the browser has no clipboard, so the old way is the second. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    copyByHand(text)
  }
  toast('Copied to clipboard')
}

function copyByHand(text: string): void {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
}
