import type { Env } from '../env.ts'
import { isIpAddress, isPrivateAddress } from './address.ts'
import { resolveName, type Resolve } from './resolve.ts'
import { AppError } from './error.ts'
import { settings } from './settings.ts'

/** Names that mean a machine nearby, whatever DNS says. */
const PRIVATE_NAMES = /^(localhost|.*\.(localhost|local|internal|lan|home|intranet|private|corp|home\.arpa|onion))$/

/**
 * The address as it is kept (no slash at its end), or AppError base_url_refused. On a deployment (ALLOW_PRIVATE_BASE_URLS=0)
 * the name is resolved too, on every use: what it pointed at when it was saved proves nothing.
 */
export async function checkBaseUrl(env: Env, text: string, resolve: Resolve = resolveName): Promise<string> {
  const url = parse(text)
  if (settings(env).ALLOW_PRIVATE_BASE_URLS) return written(url)
  // A dot at the end is the same name to DNS and another one to a comparison.
  const host = url.hostname.toLowerCase().replace(/\.+$/, '')
  if (isIpAddress(host)) {
    if (isPrivateAddress(host)) throw refused('it is a private address')
    return written(url)
  }
  if (PRIVATE_NAMES.test(host) || !host.includes('.')) throw refused('it is a name of a private network')
  const addresses = await resolve(host).catch(() => [])
  if (addresses.length === 0) throw refused('its name could not be resolved')
  if (addresses.some((address) => !isIpAddress(address) || isPrivateAddress(address))) {
    throw refused('its name leads to a private address')
  }
  return written(url)
}

function parse(text: string): URL {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw refused('it must be an http or https address')
  if (url.username !== '' || url.password !== '') throw refused('it must not contain a user name or password')
  if (url.search !== '' || url.hash !== '') throw refused('it must not contain ? or #')
  return url
}

function written(url: URL): string {
  return url.href.replace(/\/+$/, '')
}

function refused(why: string): AppError {
  const message = `This base URL can't be used: ${why}.`
  return new AppError('base_url_refused', message, { details: { fields: [{ field: 'base_url', message: why }] } })
}
