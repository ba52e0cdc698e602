import { expect, test } from 'vitest'
import { useBrowser } from '../harness/browser.ts'

const { newPerson, openAs } = useBrowser()

test('a key is added, tried, paused and deleted, and its text is kept nowhere in the page', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/keys')
  const secret = 'sk-a-secret-of-this-test-4f2a'
  const base_url = (await who.call<{ items: { base_url: string }[] }>('GET', '/keys')).items[0]!.base_url
  await page.getByRole('button', { name: 'Add a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Provider').selectOption('custom')
  const field = dialog.getByLabel('Key', { exact: true })
  expect(await field.getAttribute('type')).toBe('password')
  expect(await field.getAttribute('autocomplete')).toBe('off')
  await field.fill(secret)
  await dialog.getByLabel('Base URL').fill('ftp://nonsense')
  await dialog.getByLabel('Name').fill('Work')
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await expect.poll(() => dialog.getByLabel('Base URL').getAttribute('aria-invalid')).toBe('true')
  await dialog.getByLabel('Base URL').fill(base_url)
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await dialog.getByText(/^It works/).waitFor()
  expect(await field.inputValue()).toBe('')
  await dialog.getByRole('button', { name: 'Done' }).click()

  const row = page.getByTestId('key-row').filter({ hasText: 'Work' })
  expect(await row.innerText()).toContain('ends in 4f2a')
  await row.getByRole('button', { name: 'Test Work' }).click()
  await row.getByText(/^It works/).waitFor()
  await row.getByRole('button', { name: 'Actions for Work' }).click()
  await page.getByRole('menuitem', { name: 'Pause' }).click()
  await row.getByText('paused').waitFor()
  const kept = await page.evaluate(
    () =>
      JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.documentElement.outerHTML,
  )
  expect(kept).not.toContain(secret)

  await row.getByRole('button', { name: 'Actions for Work' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete key' }).click()
  await expect.poll(() => row.count()).toBe(0)
  await page.context().close()
})
