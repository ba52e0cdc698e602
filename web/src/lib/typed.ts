const FIELDS = 'textarea, input:not([type=checkbox], [type=radio], [type=range])'

const typedIn = (field: HTMLInputElement | HTMLTextAreaElement) => field.value !== '' && !field.readOnly

/** Whether something stands in a field of the page, or is asked in a dialog. `lost`: and would not outlive a reload. */
export function isTyping(which: 'any' | 'lost'): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS)].filter(typedIn)
  if (which === 'lost') return fields.some((field) => field.dataset['kept'] === undefined)
  return fields.length > 0 || document.querySelector('dialog[open]') !== null
}
