import { AppError } from '../lib/error.ts'

/** A request that a browser sends with our cookies must come from our own page. */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  if (origin !== null ? isOurs(origin, request) : request.headers.get('sec-fetch-site') === 'same-origin') return
  throw refused()
}

/** Guards requests that work without cookies too: it refuses only a browser on another page. */
export function refuseOtherOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  if (origin !== null && !isOurs(origin, request)) throw refused()
}

/** The same host and port. Behind a proxy that ends TLS we see http where the page has https; never the other way round. */
function isOurs(origin: string, request: Request): boolean {
  const page = URL.parse(origin)
  const own = new URL(request.url)
  if (!page || page.host !== own.host) return false
  return page.protocol === own.protocol || (page.protocol === 'https:' && own.protocol === 'http:')
}

function refused(): AppError {
  return new AppError('csrf_refused', 'This request came from another site.')
}
