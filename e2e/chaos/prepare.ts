import { signUp, type Api } from '../harness/api.ts'

/** Somebody with a key of the provider of the tests, a project, and no titles: those would be calls of their own. */
export async function preparePerson(serverUrl: string, providerUrl: string) {
  const api: Api = await signUp(serverUrl, 'Chaos')
  await api.call('PUT', '/users/settings', { make_titles: false })
  const { id: key_id } = await api.customKey(providerUrl)
  const { id: project_id } = await api.project('Chaos')
  return { api, key_id, project_id }
}
