import type { Thread } from '#protocol/thread.ts'
import type { Api } from '../harness/api.ts'

/** Titles and summaries would be calls too. */
export const quiet = (who: Api) => who.call('PUT', '/users/settings', { make_titles: false, make_summaries: false })

/** A key for OpenAI that leads to a server of the tests. */
export function billedKey(who: Api, base_url: string, key_name = 'Billed'): Promise<{ id: string }> {
  return who.call('POST', '/keys', { provider: 'openai', key_name, key: 'sk-of-the-tests', base_url, api: 'chat' })
}

/** A thread with so many answers of a model. */
export async function spend(who: Api, project_id: string, model: string, turns: number): Promise<Thread> {
  const [provider, ...name] = model.split('/')
  const body = { project_id, provider, model: name.join('/'), title: `About ${name.join('/')}` }
  const thread = await who.call<Thread>('POST', '/threads', body)
  for (let turn = 0; turn < turns; turn++)
    await who.call('POST', '/chat/complete', { message: `Question ${turn}`, thread_id: thread.id })
  return thread
}

/** Once the ledger holds so many calls: it is written a moment after an answer. */
export async function ledgerHolds(who: Api, calls: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const rows = await who.usage('model')
    if (rows.reduce((sum, row) => sum + row.calls, 0) >= calls) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the ledger does not hold ${calls} calls`)
}
