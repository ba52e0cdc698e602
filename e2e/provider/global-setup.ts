import type { TestProject } from 'vitest/node'
import { startProvider } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The base URL of the model server that runs beside these tests. */
    providerUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const provider = await startProvider()
  project.provide('providerUrl', provider.url)
  return () => provider.close()
}
