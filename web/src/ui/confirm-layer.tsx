import { Show } from 'solid-js'
import { Button } from './button.tsx'
import { asked } from './confirm.ts'
import { Dialog } from './dialog.tsx'

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
