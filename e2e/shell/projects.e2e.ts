import { expect, test } from 'vitest'
import { useBrowser } from '../harness/browser.ts'
import { sidebar } from './sidebar.ts'

const { newPerson, openAs } = useBrowser()

test('projects are made, changed, shared, archived and deleted', async () => {
  const who = await newPerson('Ines Duarte')
  const other = await newPerson('Jonas Kerr')
  const page = await openAs(who)
  await sidebar(page)
    .getByRole('button', { name: /switch$/ })
    .click()
  await page.getByRole('menuitem', { name: 'New project' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('invoices')
  await page.keyboard.press('Enter')
  await sidebar(page).getByRole('button', { name: 'Project invoices, switch' }).click()
  await page.getByRole('menuitem', { name: 'Settings of invoices' }).click()

  await page.getByLabel('Instructions').fill('Answer in one sentence.')
  await page.getByRole('radio', { name: 'Blue' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  const saved = (await who.call<{ items: { name: string; instructions: string; color: string }[] }>('GET', '/projects'))
    .items
  expect(saved.find((one) => one.name === 'invoices')).toMatchObject({
    instructions: 'Answer in one sentence.',
    color: '#4A74B8',
  })

  await page.getByLabel('Add by email').fill('nobody@example.org')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect.poll(() => page.getByLabel('Add by email').getAttribute('aria-invalid')).toBe('true')
  await page.getByLabel('Add by email').fill(other.email)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByTestId('member-row').filter({ hasText: 'Jonas Kerr' }).waitFor()
  await page.getByLabel('Role of Jonas Kerr').selectOption('viewer')
  const shared = async () =>
    (await other.call<{ items: { name: string; role: string }[] }>('GET', '/projects')).items.find(
      (one) => one.name === 'invoices',
    )?.role
  await expect.poll(shared).toBe('viewer')
  await page.getByRole('button', { name: 'Remove Jonas Kerr' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect.poll(shared).toBeUndefined()

  await page.getByRole('button', { name: 'Archive' }).click()
  await page.getByText('Project archived').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Archive' }).waitFor()
  await page.getByRole('button', { name: 'Delete project' }).click()
  const sure = page.getByRole('dialog')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it')
  await sure.getByRole('button', { name: 'Delete project' }).click()
  await page.waitForURL('**/projects')
  await expect.poll(() => page.getByTestId('project-row').filter({ hasText: 'invoices' }).count()).toBe(0)
  await page.context().close()
})
