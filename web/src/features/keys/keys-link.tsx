import { Show } from 'solid-js'
import ExternalLink from 'lucide-solid/icons/external-link'
import type { Provider } from '#protocol/rest/providers.ts'

/** The provider's own page where keys are made. */
export function KeysLink(props: { provider: Provider }) {
  return (
    <Show when={props.provider.keys_url}>
      {(href) => (
        <a
          href={href()}
          target="_blank"
          rel="noopener noreferrer"
          class="-mt-2 inline-flex w-fit items-center gap-1.5 link text-small touch:py-2"
        >
          Get a key from {props.provider.name}
          <ExternalLink />
          <span class="sr-text">, opens another page</span>
        </a>
      )}
    </Show>
  )
}
