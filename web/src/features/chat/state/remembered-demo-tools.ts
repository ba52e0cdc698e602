/** A project that nobody chose tools for has none, and so has one where they were switched off: this device knows which. */
const name = (projectId: string) => `edgewise.demo-tools-off.${projectId}`

export function demoToolsOff(projectId: string): boolean {
  try {
    return localStorage.getItem(name(projectId)) !== null
  } catch {
    return false
  }
}

export function rememberDemoTools(projectId: string, on: boolean): void {
  try {
    if (on) localStorage.removeItem(name(projectId))
    else localStorage.setItem(name(projectId), '1')
  } catch {
    // Storage is full or blocked: the choice holds as long as the page.
  }
}
