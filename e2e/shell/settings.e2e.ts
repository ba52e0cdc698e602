import { expect, test } from 'vitest'
import { PASSWORD } from '../harness/api.ts'
import { useBrowser } from '../harness/browser.ts'

const { newPerson, openAs } = useBrowser()

test('a picked theme is there before the first paint, and settings stay', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/appearance')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('switch', { name: 'Send with Enter alone' }).uncheck()
  await expect
    .poll(() => who.call<object>('GET', '/users/settings'))
    .toMatchObject({ theme: 'dark', enter_sends: false })
  await page.reload({ waitUntil: 'commit' })
  await page.waitForFunction(() => document.body)
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await page.getByRole('radio', { name: 'Dark' }).waitFor()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(25, 24, 23)')
  await expect.poll(() => page.getByRole('switch', { name: 'Send with Enter alone' }).isChecked()).toBe(false)
  await page.context().close()
})

test('who writes summaries is chosen, and whether there are any', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/appearance')
  await page.getByRole('switch', { name: 'Summarize long threads' }).uncheck()
  await page.getByLabel('Summaries are written by').selectOption('custom')
  await page.getByLabel('Model', { exact: true }).fill('echo')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(() => who.call<object>('GET', '/users/settings'))
    .toMatchObject({ make_summaries: false, summary_provider: 'custom', summary_model: 'echo', make_titles: true })
  await page.getByLabel('Summaries are written by').selectOption('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(() => who.call<object>('GET', '/users/settings'))
    .toMatchObject({ summary_provider: null, summary_model: null })
  await page.context().close()
})

test('a session elsewhere is signed out, and signing out leads to the door', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/sessions')
  await page.getByText('this browser').waitFor()
  await page.getByRole('button', { name: /^Sign out node/ }).click()
  await expect.poll(() => page.getByRole('button', { name: /^Sign out node/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Sign out here' }).click()
  await page.waitForURL('**/login')
  await page.goto('/settings/sessions')
  await page.waitForURL('**/login?next=%2Fsettings%2Fsessions')
  await page.context().close()
})

test('the password is changed and the account deleted', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/profile')
  await page.getByLabel('Current password', { exact: true }).fill('wrong password')
  await page.getByLabel('New password', { exact: true }).fill('another long password')
  await page.getByRole('button', { name: 'Change password' }).click()
  const current = page.getByLabel('Current password', { exact: true })
  await expect.poll(() => current.getAttribute('aria-invalid')).toBe('true')
  await current.fill(PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText(/^Password changed/).waitFor()
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill('another long password')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click()
  await page.waitForURL('**/login')
  await page.context().close()
})
