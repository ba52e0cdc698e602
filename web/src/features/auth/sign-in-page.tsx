import { A, useLocation } from '@solidjs/router'
import { AuthFrame } from './auth-frame.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The app leaves this page by itself once somebody is signed in. */
export function SignInPage() {
  const location = useLocation()
  return (
    <AuthFrame title="Sign in" intro={<>to {globalThis.location.host}</>}>
      <SignInForm />
      <p class="text-ui text-text-2">
        No account yet?{' '}
        <A href={`/register${location.search}`} class="link">
          Make one
        </A>
        . The first account here becomes the admin.
      </p>
    </AuthFrame>
  )
}
