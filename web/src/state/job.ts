import { createSignal, onCleanup } from 'solid-js'
import { ApiError } from '../api/client.ts'
import { wordsOf } from '../api/error.ts'

/**
 * Something a person asked for: while it runs it is `busy`, when it fails its words are in `error` or beside the
 * fields. After a refusal for being too fast, `wait` counts the seconds down.
 */
export function createJob<Args extends unknown[]>(job: (...args: Args) => Promise<void>) {
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal('')
  const [fields, setFields] = createSignal<Record<string, string>>({})
  const [wait, setWait] = createSignal(0)
  let timer: ReturnType<typeof setInterval> | undefined
  onCleanup(() => clearInterval(timer))

  const countDown = (seconds: number) => {
    clearInterval(timer)
    setWait(Math.ceil(seconds))
    timer = setInterval(() => {
      setWait((left) => Math.max(0, left - 1))
      if (wait() > 0) return
      clearInterval(timer)
      setError('')
    }, 1000)
  }
  const failed = (cause: unknown) => {
    const named = cause instanceof ApiError ? cause.fields : {}
    setFields(named)
    if (Object.keys(named).length === 0) setError(wordsOf(cause))
    if (cause instanceof ApiError && cause.retry_after) countDown(cause.retry_after)
  }
  const clear = () => {
    setError('')
    setFields({})
  }
  const run = async (...args: Args): Promise<boolean> => {
    if (busy() || wait() > 0) return false
    setBusy(true)
    clear()
    try {
      await job(...args)
      return true
    } catch (cause) {
      failed(cause)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, error, fields, wait, clear }
}
