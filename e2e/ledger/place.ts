import { signUp, type Api } from '../harness/api.ts'
import { startServer, type Server } from '../harness/start-server.ts'
import { startBilling, type BillingProvider } from '../provider/billing/server.ts'
import { ledgerFormats } from './formats.ts'

/** A room wakes by its alarm to end what a crash met; at home that is after at most 30 s, here sooner. */
const vars = { WATCHDOG_SECONDS: '2' }

/** Somebody with a key of every format, a project, and an access token, beside a provider that keeps books. */
export interface Place {
  server: Server
  provider: BillingProvider
  api: Api
  project_id: string
  /** Of each format, in their order. */
  key_ids: string[]
  v1_token: string
  close(): Promise<void>
}

export async function openPlace(): Promise<Place> {
  const [provider, server] = await Promise.all([startBilling(), startServer({ vars })])
  const api = await signUp(server.url)
  await api.call('PUT', '/users/settings', { make_titles: false, make_summaries: false })
  const key_ids: string[] = []
  for (const { key_name, provider: name, api: speaks, key = 'sk-of-the-tests', region, path } of ledgerFormats) {
    const body = { provider: name, key_name, key, base_url: provider.url + path, api: speaks, region }
    key_ids.push((await api.call<{ id: string }>('POST', '/keys', body)).id)
  }
  const { id: project_id } = await api.project()
  const { token } = await api.call<{ token: string }>('POST', '/tokens', { name: 'Ledger', scopes: ['v1'] })
  const place: Place = {
    server,
    provider,
    api,
    project_id,
    key_ids,
    v1_token: token,
    close: async () => {
      await place.server.stop()
      await provider.close()
    },
  }
  return place
}

/** SIGKILL to all of it at once, and a start on the same state. */
export async function crash(place: Place): Promise<void> {
  const { port, state } = place.server
  await place.server.kill()
  place.server = await startServer({ port, state, vars })
  await place.api.signInAgain()
}
