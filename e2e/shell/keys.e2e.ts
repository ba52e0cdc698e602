import { expect, test } from 'vitest'
import type { Key } from '#protocol/rest/keys.ts'
import { useBrowser } from '../harness/browser.ts'
import { startBilled } from '../provider/billed.ts'

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
  await expect.poll(() => field.getAttribute('type')).toBe('password')
  await expect.poll(() => field.getAttribute('autocomplete')).toBe('off')
  await field.fill(secret)
  await dialog.getByLabel('Base URL').fill('ftp://nonsense')
  await dialog.getByLabel('Name').fill('Work')
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await expect.poll(() => dialog.getByLabel('Base URL').getAttribute('aria-invalid')).toBe('true')
  await dialog.getByLabel('Base URL').fill(base_url)
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await dialog.getByText(/^It works/).waitFor()
  await expect.poll(() => field.inputValue()).toBe('')
  await dialog.getByRole('button', { name: 'Done' }).click()

  const row = page.getByTestId('key-row').filter({ hasText: 'Work' })
  await expect.poll(() => row.innerText()).toContain('ends in 4f2a')
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

test('a wrong key is named with what to do, and put right in the same dialog', async () => {
  const billed = await startBilled({ prompt_tokens: 1, completion_tokens: 1 })
  const page = await openAs(await newPerson(), '/settings/keys')
  await page.getByRole('button', { name: 'Add a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Provider').selectOption('openai')
  expect(await dialog.getByRole('link', { name: /^Get a key from OpenAI/ }).getAttribute('href')).toBe(
    'https://platform.openai.com/api-keys',
  )
  await expect.poll(() => dialog.getByRole('button', { name: 'Save key' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Key', { exact: true }).fill('sk-wrong-0123')
  await dialog.getByText('Another address or format').click()
  await dialog.getByLabel('Base URL').fill(billed.url)
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await dialog.getByText('OpenAI did not accept the key.').waitFor()
  await dialog.getByText('Copy it again, whole, or make a new one there.').waitFor()
  await dialog.getByLabel('Key', { exact: true }).fill('sk-right-4567')
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await dialog.getByText('It works, 2 models found').waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()

  const row = page.getByTestId('key-row').filter({ hasText: 'My OpenAI' })
  await row.getByRole('button', { name: 'Actions for My OpenAI' }).click()
  await page.getByRole('menuitem', { name: 'Models' }).click()
  await dialog.getByLabel('Search models').fill('mini')
  await expect.poll(() => dialog.getByTestId('model-row').count()).toBe(1)
  await expect.poll(() => dialog.getByTestId('model-row').innerText()).toMatch(/gpt-4o-mini[\s\S]*\$0\.15 \/ \$0\.6/)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.context().close()
  await billed.close()
})

test('a new key takes an old one’s place only once the provider has accepted it', async () => {
  const billed = await startBilled({ prompt_tokens: 1, completion_tokens: 1 })
  const who = await newPerson()
  const body = { provider: 'openai', key_name: 'Work', key: 'sk-old-aaaa', base_url: billed.url, api: 'chat' }
  const { id } = await who.call<{ id: string }>('POST', '/keys', body)
  const keys = async () => (await who.call<{ items: Key[] }>('GET', '/keys')).items
  const before = (await keys()).length
  const page = await openAs(who, '/settings/keys')
  await page.getByRole('button', { name: 'Actions for Work' }).click()
  await page.getByRole('menuitem', { name: 'Replace the key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Key', { exact: true }).fill('sk-wrong-bbbb')
  await dialog.getByRole('button', { name: 'Try and replace' }).click()
  await dialog.getByText('the old key, ending in aaaa, is still in use').waitFor()
  expect((await keys()).find((key) => key.id === id)).toMatchObject({ last_four: 'aaaa', is_active: true })
  await dialog.getByLabel('Key', { exact: true }).fill('sk-new-cccc')
  await dialog.getByRole('button', { name: 'Try and replace' }).click()
  await page.getByText('Work replaced').waitFor()
  const after = await keys()
  expect(after).toHaveLength(before)
  expect(after.find((key) => key.id === id)).toMatchObject({ last_four: 'cccc', is_default: true, key_name: 'Work' })
  await page.context().close()
  await billed.close()
})

test('Bedrock takes its keys by their parts and a region', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/keys')
  await page.getByRole('button', { name: 'Add a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Provider').selectOption('bedrock')
  await dialog.getByLabel('Access key ID').fill('AKIA0123456789:secret/of+aws')
  await expect.poll(() => dialog.getByLabel('Secret access key', { exact: true }).inputValue()).toBe('secret/of+aws')
  await dialog.getByLabel('Region').fill('eu-central-1')
  await dialog.getByText('Another address').click()
  await dialog.getByLabel('Base URL').fill('http://127.0.0.1:9')
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await dialog.getByText('Nobody answered at http://127.0.0.1:9.').waitFor()
  const [key] = (await who.call<{ items: Key[] }>('GET', '/keys')).items.filter((one) => one.provider === 'bedrock')
  expect(key).toMatchObject({ region: 'eu-central-1', last_four: '+aws' })
  await page.context().close()
})
