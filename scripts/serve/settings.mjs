import { checkSettings } from '../../worker/src/lib/settings.ts'
import { fail } from '../lib/fail.mjs'
import { configuredVars } from './miniflare.mjs'

/** Settings of a server at home: models there live on private addresses. A wrong setting is named before anything runs. */
export function checkedSettings(given) {
  const vars = { ALLOW_PRIVATE_BASE_URLS: '1', ...given }
  const wrong = checkSettings({ ...configuredVars(), ...vars })
  if (wrong) fail(wrong)
  return vars
}
