import { expect, test } from 'vitest'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'

const { openAs, newPerson, errors } = useBrowser()

test('a summary is asked for, arrives by itself, is corrected, and the older one is kept', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-0-30-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say('first')
  await chat.say('second', 2)
  const { page } = chat
  await page.getByTestId('thread-menu').click()
  await page.getByTestId('open-summary').click()
  const panel = page.getByTestId('summary-panel')
  await panel.getByText('There is none yet').waitFor()
  await panel.getByTestId('summarize-now').click()
  await panel.getByText(/4 messages/).waitFor({ timeout: 30_000 })
  expect((await panel.locator('.md').innerText()).length).toBeGreaterThan(0)
  await panel.getByTestId('summary-edit').click()
  await panel.getByTestId('summary-text').fill('They talked about tides.')
  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.locator('.md').first().getByText('They talked about tides.').waitFor()
  await panel.getByText('1 older one').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('summary-state').getByText('Summarized just now').waitFor()
  await page.locator(`a[href$="${thread.id}"]`).getByRole('img', { name: 'Summarized' }).waitFor()
  expect(await who.call('GET', `/threads/${thread.id}/summary`)).toMatchObject({
    summary: { text: 'They talked about tides.', source: 'edited', model: null },
    state: 'idle',
  })
})

test('no page logged an error', () => {
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
