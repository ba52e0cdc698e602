const ALLOWED = new Set(['http:', 'https:', 'mailto:'])

/** The address if a link may lead there. Relative ones would lead into this page, so they stay text. */
export function safeLink(href: string): string | null {
  try {
    const url = new URL(href)
    return ALLOWED.has(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
