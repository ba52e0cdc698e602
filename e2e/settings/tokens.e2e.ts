import { expect, test } from 'vitest'
import { useBrowser } from '../harness/browser.ts'

const { newPerson, openAs } = useBrowser()

test('a token is made, shown once, does what it may and nothing else, and is revoked', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/tokens', { permissions: ['clipboard-read', 'clipboard-write'] })
  await page.getByText(/^No tokens yet/).waitFor()
  await page.getByRole('button', { name: 'New token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Nightly report')
  await expect.poll(() => dialog.getByLabel('Use models').isChecked()).toBe(true)
  await dialog.getByLabel('Read', { exact: true }).check()
  await dialog.getByLabel('Budget, dollars').fill('five')
  await expect.poll(() => dialog.getByRole('button', { name: 'Make token' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Budget, dollars').fill('$5')
  await dialog.getByLabel('For').selectOption('month')
  await dialog.getByRole('button', { name: 'Make token' }).click()

  await page.getByText('Nightly report is ready').waitFor()
  const token = (await page.getByTestId('token-text').innerText()).trim()
  const sample = await dialog.getByRole('region', { name: 'the curl example' }).innerText()
  expect(sample).toContain(`Authorization: Bearer ${token}`)
  await dialog.getByRole('button', { name: 'Copy the token' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByTestId('token-text').isVisible()).toBe(true)
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(token)

  const ask = (method: string, path: string) =>
    fetch(`${who.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } })
  expect((await ask('GET', '/projects')).status).toBe(200)
  expect((await ask('POST', '/projects')).status).toBe(403)
  await runsAsWritten(sample)
  await page.reload()
  const row = page.getByTestId('token-row').filter({ hasText: 'Nightly report' })
  await row.getByText(/Use models and read · all projects/).waitFor()
  const text = await row.innerText()
  expect(text).toContain(token.slice(-4))
  expect(text).toMatch(/used (just now|\d+ s ago)/)
  expect(text).toContain('of $5.00 a month')

  const revoke = row.getByRole('button', { name: 'Revoke Nightly report' })
  await revoke.press('Enter')
  await page.getByRole('button', { name: 'Keep it' }).press('Escape')
  await expect.poll(() => revoke.evaluate((button) => button === document.activeElement)).toBe(true)
  await revoke.click()
  await page.getByRole('button', { name: 'Revoke token' }).click()
  await page.getByText(/^No tokens yet/).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Access tokens')
  expect((await ask('GET', '/projects')).status).toBe(401)
  await page.context().close()
})

test('a token that is bound to a project and expires says so', async () => {
  const who = await newPerson()
  await who.project('invoices')
  const page = await openAs(who, '/settings/tokens')
  await page.getByRole('button', { name: 'New token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('CI')
  await dialog.getByLabel('Project').selectOption({ label: 'invoices' })
  await dialog.getByLabel('Expires').selectOption('7')
  await dialog.getByRole('button', { name: 'Make token' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByTestId('token-row').getByText('Use models · invoices only').waitFor()
  const [made] = (await who.call<{ items: { expires_at: string; project_id: string }[] }>('GET', '/tokens')).items
  expect(Date.parse(made!.expires_at) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
  expect(Date.parse(made!.expires_at) - Date.now()).toBeLessThan(7 * 86_400_000)
  await page.context().close()
})

/** What the curl example says, done without curl: its address, its headers and its body. */
async function runsAsWritten(sample: string): Promise<void> {
  const url = /curl (\S+)/.exec(sample)![1]!
  const headers = [...sample.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name, value]): [string, string] => [
    name!,
    value!,
  ])
  const body = /-d '(.+)'/.exec(sample)![1]!
  const models = await fetch(url.replace('/chat/completions', '/models'), { headers })
  const ids = ((await models.json()) as { data: { id: string }[] }).data.map((model) => model.id)
  expect(ids).toContain((JSON.parse(body) as { model: string }).model)
  const answer = await fetch(url, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as { object: string }).object).toBe('chat.completion')
}
