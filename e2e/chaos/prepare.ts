import { signUp, type Api } from '../harness/api.ts'

/** What every kind of chaos is made in. */
export interface ChaosOptions {
  /** Somebody whose titles are off: they would be billed too. */
  api: Api
  project_id: string
  /** Threads at once. */
  threads?: number
  random?: () => number
}

/** Somebody with a key of the provider of the tests, a project, and no titles: those would be calls of their own. */
export async function preparePerson(serverUrl: string, providerUrl: string) {
  const api: Api = await signUp(serverUrl, 'Chaos')
  await api.call('PUT', '/users/settings', { make_titles: false })
  const { id: key_id } = await api.customKey(providerUrl)
  const { id: project_id } = await api.project('Chaos')
  return { api, key_id, project_id }
}
