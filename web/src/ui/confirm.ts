import { createSignal } from 'solid-js'

export interface Question {
  title: string
  text: string
  /** The verb of the button, for example "Remove container". */
  action: string
  /** The way out; it is focused first. */
  keep?: string
}
const [asked, setAsked] = createSignal<Question & { answer: (yes: boolean) => void }>()
/** What stands open, for the layer. */
export { asked }

/** Asks before what can't be undone. For everything else: do it and offer Undo in a toast. */
export function confirm(question: Question): Promise<boolean> {
  asked()?.answer(false)
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      setAsked(undefined)
      resolve(yes)
    }
    setAsked({ ...question, answer })
  })
}
