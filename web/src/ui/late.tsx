import { createSignal, onCleanup, Show, type Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'

export const NOT_LOADED = 'Not opened: its code could not be loaded. Check the connection and try again.'

const RETRY_MS = 5000

/**
 * A part of the page whose code comes with its first use. Unlike `lazy` it does not take the page down where the network is
 * away: it tells `onFail`, and asks again the next time; where nobody listens, again and again.
 */
export function late<Props extends object>(load: () => Promise<Component<Props>>) {
  let part: Component<Props> | undefined
  return function Late(props: Props & { onFail?: () => void }) {
    const [shown, setShown] = createSignal(part)
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    onCleanup(() => {
      gone = true
      clearTimeout(timer)
    })
    const fetchPart = () =>
      void load().then(
        (loaded) => {
          part = loaded
          if (!gone) setShown(() => loaded)
        },
        () => {
          if (gone) return
          if (props.onFail) props.onFail()
          else timer = setTimeout(fetchPart, RETRY_MS)
        },
      )
    if (!part) fetchPart()
    return <Show when={shown()}>{(known) => <Dynamic component={known()} {...props} />}</Show>
  }
}
