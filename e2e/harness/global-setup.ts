import type { TestProject } from 'vitest/node'
import { startProvider } from '../provider/server.ts'
import { startServer } from './start-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The base URL of the model server that runs beside these tests. */
    providerUrl: string
    /** Edgewise itself, built and started once for all browser tests, with an empty state. */
    serverUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const provider = await startProvider()
  const server = await startServer()
  project.provide('providerUrl', provider.url)
  project.provide('serverUrl', server.url)
  return async () => {
    await server.stop()
    await provider.close()
  }
}
