import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Key } from '#protocol/rest/keys.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'
import { promptOf } from './provider/billing/script.ts'
import { startBilling, type BillingProvider } from './provider/billing/server.ts'

const { openAs, newPerson, errors } = useBrowser()
let provider: BillingProvider
beforeAll(async () => {
  provider = await startBilling()
})
afterAll(() => provider.close())

test('a call that a model made without being offered a tool is shown with its words, also after a reload', async () => {
  const who = await newPerson()
  const place = { provider: 'custom', key_name: 'caller', key: 'sk-of-the-tests', api: 'chat', is_default: true }
  await who.call<Key>('POST', '/keys', { ...place, base_url: `${provider.url}/house` })
  const billed = { input: 10, cached: 0, written: 0, output: 5, reasoning: 0 }
  const script = { id: 'shown', refusals: [], thoughts: 0, words: 3, gap: 0, tool: true, billed }
  provider.expect(script)
  const { path } = await threadOf(who, 'house-model')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say(promptOf(script))
  const calls = chat.page.getByTestId('tool-calls')
  for (const again of [false, true]) {
    if (again) await chat.page.reload()
    const line = calls.getByRole('button', { name: 'Tried to call look_up' })
    await line.click()
    await expect.poll(() => line.getAttribute('aria-expanded')).toBe('true')
    await expect.poll(() => calls.innerText()).toContain('"word": "bill"')
    await expect.poll(() => calls.innerText()).toContain('not run')
  }
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
