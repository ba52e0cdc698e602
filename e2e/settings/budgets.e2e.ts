import { expect, inject, test } from 'vitest'
import type { Budget } from '#protocol/budget.ts'
import { signUp } from '../harness/api.ts'
import { signInThrough, useBrowser } from '../harness/browser.ts'
import { startServer } from '../harness/start-server.ts'
import { startBilled } from '../provider/billed.ts'
import { billedKey, ledgerHolds, quiet, spend } from './spend.ts'

const { newPerson, open, openAs } = useBrowser()
const limits = (budgets: { items: Budget[] }) =>
  budgets.items.map((one) => [one.period, one.limit_usd, one.limit_tokens]).sort()

test('an owner sets a project’s budgets, members see them, and the usage page shows what is gone', async () => {
  const billed = await startBilled({ prompt_tokens: 40_000, completion_tokens: 2_000 })
  const [who, other] = [await newPerson('Ines Duarte'), await newPerson('Jonas Kerr')]
  await quiet(who)
  await billedKey(who, billed.url)
  const { id } = await who.project('tidewatch')
  await who.call('POST', `/projects/${id}/members`, { email: other.email, role: 'editor' })
  const page = await openAs(who, `/projects/${id}`)
  await page.getByLabel('Dollars a day').fill('2.50')
  await page.getByLabel('Tokens a month').fill('many')
  await page.getByText('A count like 500k or 2M.').waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Set limits' }).isDisabled()).toBe(true)
  await page.getByLabel('Tokens a month').fill('1.5M')
  await page.getByRole('button', { name: 'Set limits' }).click()
  await page.getByText('$0.00 of $2.50').waitFor()
  const read = () => who.call<{ items: Budget[] }>('GET', `/projects/${id}/budgets`)
  expect(limits(await read())).toEqual([
    ['day', '2.500000000', null],
    ['month', null, 1_500_000],
  ])

  await spend(who, id, 'openai/gpt-4o', 2)
  await ledgerHolds(who, 2)
  const spent = (await read()).items.find((one) => one.period === 'day')!.spent_usd
  await page.goto('/settings/usage')
  await page.getByText(`$${Number(spent).toFixed(2)} of $2.50`).waitFor()
  await page.getByText('84k of 1.50M tokens').waitFor()

  const members = await openAs(other, `/projects/${id}`)
  await members.getByText(`$${Number(spent).toFixed(2)} of $2.50`).waitFor()
  expect(await members.getByLabel('Dollars a day').count()).toBe(0)

  await page.goto(`/projects/${id}`)
  await page.getByLabel('Dollars a day').fill('')
  await page.getByRole('button', { name: 'Set limits' }).click()
  await expect.poll(async () => limits(await read())).toEqual([['month', null, 1_500_000]])
  await page.context().close()
  await members.context().close()
  await billed.close()
})

test('the admin sets a person’s limit, which is their budget bar; nobody else gets to that page', async () => {
  const server = await startServer()
  try {
    const [admin, ines] = [await signUp(server.url, 'Admin'), await signUp(server.url, 'Ines Duarte')]
    const page = await open(`${server.url}/login`)
    await signInThrough(page, admin.email)
    await page.goto(`${server.url}/settings/people`)
    const row = page.getByTestId('person-row').filter({ hasText: 'Ines Duarte' })
    await row.getByText('No limit').waitFor()
    await row.getByRole('button', { name: 'Limits of Ines Duarte' }).click()
    await page.getByRole('dialog').getByLabel('Dollars a month').fill('20')
    await page.getByRole('dialog').getByRole('button', { name: 'Set limits' }).click()
    await row.getByText('$0.00 of $20.00').waitFor()
    expect(limits(await ines.call('GET', '/users/budgets'))).toEqual([['month', '20.000000000', null]])

    await quiet(ines)
    const project = await ines.project()
    await ines.customKey(inject('providerUrl'))
    await spend(ines, project.id, 'custom/echo', 1)
    await ledgerHolds(ines, 1)
    const own = await open(`${server.url}/login`)
    await signInThrough(own, ines.email)
    await own.goto(`${server.url}/settings/usage`)
    await own.getByText('of your $20.00 budget').waitFor()
    await own.getByText(/An answer that would pass \$20\.00 asks first/).waitFor()
    expect(await own.getByRole('link', { name: 'People and limits' }).count()).toBe(0)
    await own.goto(`${server.url}/settings/people`)
    await own.getByText('Only an administrator of this server sees this page.').waitFor()
    await page.context().close()
    await own.context().close()
  } finally {
    await server.stop()
  }
})
