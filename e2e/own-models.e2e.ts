import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { signUpThrough, useBrowser } from './harness/browser.ts'

const { open, errors } = useBrowser()

/** A page of somebody without keys, on a machine whose Ollama lists these models: the tests' own may have one or none. */
async function firstVisit(...ids: string[]): Promise<Page> {
  const page = await open('/register')
  const rest = { context_window: 8192, max_output: null, abilities: [], price: null }
  const json = { items: ids.map((id) => ({ id, name: id, ...rest })), next_cursor: null }
  await page.route(/\/providers\/ollama\/models/, (route) => route.fulfill({ json }))
  await signUpThrough(page, 'Ines Duarte', `ines-${Date.now()}-${ids.length}@example.org`)
  await page.getByTestId('empty-chat').waitFor()
  return page
}

async function openPicker(page: Page) {
  await page.getByTestId('model-button').filter({ visible: true }).click()
  const picker = page.getByTestId('model-picker')
  await picker.waitFor()
  return picker
}

test('a machine without an Ollama is told so, which is no error', async () => {
  const page = await firstVisit()
  await page.getByTestId('empty-chat').getByText('the answers come from the demo model').waitFor()
  const picker = await openPicker(page)
  await picker.getByText('Nothing runs at localhost:11434, or it has no models yet.').waitFor()
  await picker.getByText('for a real model').waitFor()
})

test('a machine with an Ollama answers with it before there is a key, and says so', async () => {
  const page = await firstVisit('small:1b')
  const empty = page.getByTestId('empty-chat')
  await empty.getByText('the answers come from your own computer').waitFor()
  await empty.getByText('small:1b', { exact: true }).waitFor()
  expect(await page.getByText('the demo model').count()).toBe(0)
  await (await openPicker(page)).getByText('for more models').waitFor()
})

test('no page logged an error', () => {
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
