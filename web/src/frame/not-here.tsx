import { A } from '@solidjs/router'
import { useTitle } from '../lib/title.ts'
import { SidebarButton } from '../parts/sidebar-button.tsx'

const GONE = 'It was deleted, or it isn’t shared with the account you are signed in with.'

export function NotHere(props: { what: 'page' | 'project' | 'thread' }) {
  useTitle(() => `No such ${props.what}`)
  return (
    <>
      <div class="flex h-14 flex-none items-center px-4">
        <SidebarButton />
      </div>
      <div
        class="m-auto flex max-w-[34rem] flex-col items-start gap-3 p-6 pb-[20vh]"
        role="alert"
        data-testid={`${props.what}-gone`}
      >
        <h1 class="text-title font-bold">There is no such {props.what} here.</h1>
        <p class="text-ui text-text-2">{props.what === 'page' ? 'The address may be mistyped.' : GONE}</p>
        <A href="/" class="link text-ui">
          Go to your threads
        </A>
      </div>
    </>
  )
}
