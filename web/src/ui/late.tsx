import { createSignal, onCleanup, Show, type Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'

export const NOT_LOADED = 'Not opened: its code could not be loaded. Check the connection and try again.'

/**
 * A part of the page whose code comes with its first use. Unlike `lazy` it asks again the next time where the network was
 * away, and tells `onFail` instead of taking the page down.
 */
export function late<Props extends object>(load: () => Promise<Component<Props>>) {
  let part: Component<Props> | undefined
  return function Late(props: Props & { onFail?: () => void }) {
    const [shown, setShown] = createSignal(part)
    let gone = false
    onCleanup(() => (gone = true))
    if (!part)
      load().then(
        (loaded) => {
          part = loaded
          if (!gone) setShown(() => loaded)
        },
        () => gone || props.onFail?.(),
      )
    return <Show when={shown()}>{(known) => <Dynamic component={known()} {...props} />}</Show>
  }
}
