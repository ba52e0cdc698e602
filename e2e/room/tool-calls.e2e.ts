import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Key } from '#protocol/rest/keys.ts'
import { signUp, type Api } from '../harness/api.ts'
import { ledgerFormats } from '../ledger/formats.ts'
import { promptOf } from '../provider/billing/script.ts'
import { startBilling, type BillingProvider } from '../provider/billing/server.ts'
import { askRoom, turnOf } from './room-answer.ts'

let provider: BillingProvider
let ada: Api
let project: string
beforeAll(async () => {
  provider = await startBilling()
  ada = await signUp(inject('serverUrl'))
  project = (await ada.project('Tools')).id
})
afterAll(() => provider.close())

const billed = { input: 1000, cached: 0, written: 0, output: 50, reasoning: 0 }

function question(id: string, tool: boolean): string {
  const script = { id, refusals: [], thoughts: 0, words: 3, gap: 0, tool, billed }
  provider.expect(script)
  return promptOf(script)
}

test.for(ledgerFormats)(
  '$key_name: a call that nobody offered is shown and kept, and the talk goes on',
  async (format) => {
    const { key_name, provider: name, api, key = 'sk-of-the-tests', region, path, model } = format
    const place = { provider: name, key_name, key, base_url: provider.url + path, api, region }
    const { id: key_id } = await ada.call<Key>('POST', '/keys', place)
    const choice = { provider: name, key_id, model }
    const at = name + (api ?? '')
    const { told, stored, thread_id } = await askRoom(ada, project, choice, question(`call-${at}`, true))
    expect(told).toMatchObject({ outcome: 'complete', text: ' w0 w1 w2', usage: { total_tokens: 1050 } })
    const call = { name: 'look_up', input: { word: 'bill' }, state: 'failed', output: expect.stringMatching(/not run/) }
    expect(told.calls).toMatchObject([call])
    expect(stored).toEqual(told)

    const message_id = randomUUID()
    const content = question(`after-${at}`, false)
    const frames = await turnOf(ada, thread_id, { type: 'send_message', message_id, content, ...choice })
    expect(frames.at(-1)).toMatchObject({ state: 'ended', outcome: 'complete' })
  },
)
