const NAME = 'edgewise.told_version'

/** The newer version that this tab was told of. A reload that brought no newer page is not asked for again. */
export function toldVersion(): string | null {
  try {
    return sessionStorage.getItem(NAME)
  } catch {
    return null
  }
}

export function keepToldVersion(version: string): void {
  try {
    sessionStorage.setItem(NAME, version)
  } catch {
    // Told again after the next reload.
  }
}
