import fs from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UsageRow } from '#protocol/rest/usage.ts'
import type { Api } from '../harness/api.ts'
import { useBrowser } from '../harness/browser.ts'
import { startBilled, type Billed } from '../provider/billed.ts'
import { phone } from '../shell/sidebar.ts'
import { billedKey, ledgerHolds, quiet, spend } from './spend.ts'

const { newPerson, openAs } = useBrowser()
let billed: Billed
beforeAll(async () => {
  billed = await startBilled({ prompt_tokens: 40_000, completion_tokens: 2_000 })
})
afterAll(() => billed.close())

/** Three answers of one model and two of another, whose prices are known, and one of a model without a price. */
async function personWhoSpent(): Promise<{ who: Api; thread_id: string; project_id: string }> {
  const who = await newPerson('Ines Duarte')
  await quiet(who)
  await billedKey(who, billed.url)
  const { id: project_id } = await who.project('tidewatch')
  const thread = await spend(who, project_id, 'openai/gpt-4o', 3)
  await spend(who, (await who.project('invoices')).id, 'openai/gpt-4o-mini', 2)
  await spend(who, project_id, 'custom/echo', 1)
  await ledgerHolds(who, 6)
  return { who, thread_id: thread.id, project_id }
}

const rowsOf = async (who: Api, group_by: string) =>
  (await who.call<{ items: UsageRow[] }>('GET', `/users/usage?group_by=${group_by}`)).items
const sum = (rows: UsageRow[], name: 'cost_usd' | 'total_tokens' | 'calls') =>
  rows.reduce((total, row) => total + Number(row[name]), 0)
const dollars = (value: number) => `$${value.toFixed(2)}`
const short = (count: number) => (count < 10_000 ? count.toLocaleString('en-US') : `${Math.round(count / 1000)}k`)

/** The figures of the row with this name. */
async function cells(page: Page, table: string, name: string): Promise<string[]> {
  const head = page.getByRole('rowheader', { name, exact: true })
  const row = page.getByRole('table', { name: table }).getByRole('row').filter({ has: head })
  return (await row.locator('td').allInnerTexts()).map((text) => text.trim())
}

test('the page shows the ledger’s figures: in all, by day, model, project and thread', async () => {
  const { who, thread_id, project_id } = await personWhoSpent()
  const page = await openAs(who, '/settings/usage')
  const models = await rowsOf(who, 'model')
  const cost = sum(models, 'cost_usd')
  expect(cost).toBeGreaterThan(0.3)
  await page.getByTestId('total').waitFor()
  await expect.poll(() => page.getByTestId('total').innerText()).toBe(dollars(cost))

  const [today] = await rowsOf(who, 'day')
  const day = page.getByTestId('day-table').getByRole('row').nth(1)
  const inDay = (await day.locator('td').allTextContents()).slice(0, 3)
  expect(inDay).toEqual([`at least ${dollars(cost)}`, short(today!.total_tokens), String(today!.calls)])

  const mini = models.find((row) => row.group === 'openai/gpt-4o-mini')!
  const figures = [mini.input_tokens - mini.cached_read_tokens, mini.cached_read_tokens, mini.output_tokens].map(short)
  const ownCost = Number(mini.cost_usd)
  expect(await cells(page, 'Tokens and cost by model', 'gpt-4o-mini')).toEqual([...figures, dollars(ownCost)])
  expect((await cells(page, 'Tokens and cost by model', 'echo')).at(-1)).toBe('price unknown')
  expect(await cells(page, 'Calls and cost by project', 'All')).toEqual(['6', `at least ${dollars(cost)}`])
  expect(await cells(page, 'Calls and cost by project', 'invoices')).toEqual(['2', dollars(ownCost)])
  await page.getByText('1 call went to models whose price is unknown').waitFor()

  const threads = page.getByRole('table', { name: 'Calls, tokens and cost by thread' })
  await expect.poll(() => threads.getByRole('row').nth(1).locator('td').first().innerText()).toBe('3')
  await threads.getByRole('link', { name: 'About gpt-4o', exact: true }).click()
  await page.waitForURL(`**/p/${project_id}/t/${thread_id}`)
  await page.context().close()
})

test('bars are walked by arrows and say their figures; tokens and other periods are a press away', async () => {
  const { who } = await personWhoSpent()
  const page = await openAs(who, '/settings/usage')
  const total = short(sum(await rowsOf(who, 'model'), 'total_tokens'))
  const bar = (name: RegExp) => page.getByTestId('bar-chart').getByRole('img', { name })
  await bar(/so far/).focus()
  await expect.poll(() => bar(/so far/).getAttribute('aria-label')).toContain(`6 calls, ${total} tokens`)
  await page.keyboard.press('Home')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  expect(await focused()).toMatch(/^1 [A-Z][a-z]{2}/)
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toMatch(/^2 [A-Z][a-z]{2}/)
  expect(await page.getByTestId('bar-chart').locator('[tabindex="0"]').count()).toBe(1)

  await page.getByRole('radio', { name: 'Tokens' }).check()
  await page.getByRole('heading', { name: 'Tokens by day' }).waitFor()
  await page.getByRole('radio', { name: '7 days' }).check()
  await page.waitForURL('**/settings/usage?period=week')
  await expect.poll(() => page.getByTestId('bar-chart').getByRole('img').count()).toBe(7)
  await page.getByRole('button', { name: 'Earlier' }).click()
  await page.getByText(/^Nothing was used from/).waitFor()
  expect(new URL(page.url()).searchParams.get('day')).toMatch(/^20\d\d-\d\d-\d\d$/)
  await page.getByRole('button', { name: 'Later' }).click()
  await page.getByTestId('total').waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Later' }).isDisabled()).toBe(true)
  await page.context().close()
})

test('the CSV file is the API’s, of the period that is shown', async () => {
  const { who } = await personWhoSpent()
  const page = await openAs(who, '/settings/usage', phone)
  await page.getByTestId('total').waitFor()
  const title = await page.getByRole('heading', { level: 1 }).boundingBox()
  expect(title!.height, 'the title keeps its line beside the periods').toBeLessThan(40)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ])
  const month = new Date().toISOString().slice(0, 7)
  expect(download.suggestedFilename()).toMatch(new RegExp(`^edgewise-usage-${month}-01-to-${month}-\\d\\d\\.csv$`))
  const lines = fs
    .readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
  const names = lines[0]!.split(',')
  const models = lines.slice(1).map((line) => line.split(',')[names.indexOf('split')])
  expect(models.sort()).toEqual(['custom/echo', 'openai/gpt-4o', 'openai/gpt-4o-mini'])
  const cost = lines.slice(1).reduce((total, line) => total + Number(line.split(',')[names.indexOf('cost_usd')]), 0)
  expect(cost).toBeCloseTo(sum(await rowsOf(who, 'model'), 'cost_usd'), 9)
  await page.context().close()
})

test('while the figures are on their way the page is there, with lines in their place', async () => {
  const page = await openAs(await newPerson())
  let answer = () => {}
  const asked = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/api/v1/users/usage**', async (route) => {
    await asked
    await route.continue()
  })
  await page.goto('/settings/usage')
  await page.getByRole('heading', { level: 1, name: 'Usage and cost' }).waitFor()
  await page.getByRole('status').getByText('Loading: Your usage').waitFor({ state: 'attached' })
  answer()
  await page.getByText(/^Nothing was used in/).waitFor()
  await page.context().close()
})

test('without usage the page says what will be here; when the server is away, so and how to try again', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/usage')
  await page.getByText(/^Nothing was used in/).waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Start a conversation' }).waitFor()
  await page.route('**/api/v1/users/usage**', (route) => route.abort())
  await page.getByRole('radio', { name: '7 days' }).check()
  await page.getByText('Your usage did not load.').waitFor()
  await page.unroute('**/api/v1/users/usage**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/^Nothing was used from/).waitFor()
  await page.context().setOffline(true)
  await page.getByText('You are offline.').waitFor()
  await page.context().close()
})
