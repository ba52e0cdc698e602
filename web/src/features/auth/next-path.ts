/** Where a person wanted to go before signing in. Only paths of this site: an address from elsewhere is not followed. */
export function nextPath(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('next')
  if (!wanted || !URL.canParse(wanted, origin)) return '/'
  const url = new URL(wanted, origin)
  if (url.origin !== origin || !wanted.startsWith('/')) return '/'
  return url.pathname + url.search + url.hash
}

export function signInPath(path: string): string {
  return path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`
}
