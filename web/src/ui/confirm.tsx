import { createSignal, Show } from 'solid-js'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

export interface Question {
  title: string
  text: string
  /** The verb of the button, for example "Remove container". */
  action: string
  /** The way out; it is focused first. */
  keep?: string
}
const [asked, setAsked] = createSignal<Question & { answer: (yes: boolean) => void }>()

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

export function ConfirmLayer() {
  return (
    <Show when={asked()} keyed>
      {(question) => (
        <Dialog
          open
          onClose={() => question.answer(false)}
          title={question.title}
          description={question.text}
          actions={
            <>
              <Button autofocus onClick={() => question.answer(false)}>
                {question.keep ?? 'Cancel'}
              </Button>
              <Button kind="danger" onClick={() => question.answer(true)}>
                {question.action}
              </Button>
            </>
          }
        />
      )}
    </Show>
  )
}
