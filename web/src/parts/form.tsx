import type { JSX } from 'solid-js'
import { createJob } from '../state/job.ts'
import { FieldError } from '../ui/field-error.tsx'

/**
 * What is typed, sent and refused. `field` binds a text field or select to a signal and to the server's words about
 * it; what the server says about a field that isn't shown goes to the form's own line, so that no refusal is silent.
 */
export function createForm(submit: () => Promise<void>) {
  const job = createJob(submit)
  const shown = new Set<string>()
  /** The server's words about the first of these fields that it refused. */
  const errorOf = (...names: string[]): string | undefined => {
    for (const name of names) shown.add(name)
    return names.map((name) => job.fields()[name]).find(Boolean)
  }
  const field = (name: string, value: () => string, onValue: (value: string) => void) => ({
    name,
    onValue,
    get value() {
      return value()
    },
    get error() {
      return errorOf(name)
    },
  })
  const restOfErrors = () => {
    const unseen = Object.entries(job.fields()).filter(([name]) => !shown.has(name))
    return job.error() || unseen.map(([name, words]) => `${name}: ${words}`).join(' ')
  }
  return { ...job, field, errorOf, restOfErrors }
}
type FormState = ReturnType<typeof createForm>

const aligned = { start: '', end: 'justify-end', fill: '*:w-full' }

/** Fields, then what is wrong with the whole, then the buttons. */
export function Form(props: {
  form: Pick<FormState, 'run' | 'restOfErrors' | 'wait'>
  children: JSX.Element
  actions: JSX.Element
  /** `end`: as in a dialog; `fill`: one button as wide as the form. */
  align?: 'start' | 'end' | 'fill'
  /** Instead of what the server said, while it wants no more tries. */
  waitWords?: string
  /** Passwords: were the script to fail, they must not land in an address. */
  method?: 'post'
  autocomplete?: 'off'
  class?: string
  onSubmit?: () => void
  onInput?: () => void
}) {
  return (
    <form
      novalidate
      method={props.method}
      autocomplete={props.autocomplete}
      class={`flex flex-col gap-4 ${props.class ?? ''}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (props.onSubmit) props.onSubmit()
        else void props.form.run()
      }}
      onInput={() => props.onInput?.()}
    >
      {props.children}
      <FieldError text={(props.form.wait() > 0 && props.waitWords) || props.form.restOfErrors()} />
      <div class={`flex flex-wrap gap-2 empty:hidden ${aligned[props.align ?? 'start']}`}>{props.actions}</div>
    </form>
  )
}
