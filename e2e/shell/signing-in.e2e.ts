import { expect, test } from 'vitest'
import { PASSWORD } from '../harness/api.ts'
import { useBrowser } from '../harness/browser.ts'
import { startServer } from '../harness/start-server.ts'
import { withThreads } from './sidebar.ts'

const { newPerson, open, openAs } = useBrowser()

test('what is wrong with an account is said beside its field', async () => {
  const page = await open('/register')
  await page.getByLabel('Name').fill('I')
  await page.getByLabel('Email').fill('nonsense')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Make account' }).click()
  for (const label of ['Name', 'Email', 'Password']) {
    const field = page.getByLabel(label, { exact: true })
    await expect.poll(() => field.getAttribute('aria-invalid'), { message: label }).toBe('true')
    const note = await field.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${note}"]`).innerText(), label).not.toBe('')
  }
  const password = page.getByLabel('Password', { exact: true })
  await expect.poll(() => password.getAttribute('type')).toBe('password')
  await page.getByRole('button', { name: 'Show password' }).click()
  await expect.poll(() => password.getAttribute('type')).toBe('text')
  await page.context().close()
})

test('a deep link is kept over signing in, and a wrong password keeps the email', async () => {
  const who = await newPerson('Ines Duarte')
  const { project_id, ids } = await withThreads(who, ['Deep link'])
  const page = await open(`/p/${project_id}/t/${ids[0]}`)
  await page.waitForURL(/\/login\?next=/)
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill('not my password')
  await page.keyboard.press('Enter')
  await page.getByText('Email and password do not match.').waitFor()
  await expect.poll(() => page.getByLabel('Email').inputValue()).toBe(who.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/p/${project_id}/t/${ids[0]}`)
  await expect.poll(() => page.title()).toBe('Deep link · Edgewise')
  await page.context().close()
})

test('too many tries count down to the next one', async () => {
  const server = await startServer({ vars: { LIMIT_AUTH_PER_MINUTE: '2' } })
  try {
    const page = await open('/login', { baseURL: server.url })
    await page.getByLabel('Email').fill('nobody@example.org')
    await page.getByLabel('Password', { exact: true }).fill('not my password')
    const wait = page.getByRole('button', { name: /Try again in \d:\d\d/ })
    for (let tries = 0; tries < 5 && !(await wait.isVisible()); tries++) {
      await page.keyboard.press('Enter')
      await page.waitForTimeout(500)
    }
    await wait.waitFor()
    await expect.poll(() => wait.isDisabled()).toBe(true)
    const first = await wait.innerText()
    await expect.poll(() => wait.innerText()).not.toBe(first)
    await page.context().close()
  } finally {
    await server.stop()
  }
})

test('a session that ends while somebody works costs nothing that is typed', async () => {
  const who = await newPerson('Ines Duarte')
  const page = await openAs(who, '/settings/profile')
  await page.getByLabel('Name').fill('Ines D.')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByTestId('sign-in-again')
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog.isVisible()).toBe(true)
  await expect.poll(() => dialog.getByLabel('Email').inputValue()).toBe(who.email)
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await who.call<{ username: string }>('GET', '/users/profile')).username).toBe('Ines D.')
  await page.context().close()
})

test('an access token that has run out is renewed without a word, once for many requests', async () => {
  const who = await newPerson()
  const page = await openAs(who, '/settings/keys')
  const cookies = await page.context().cookies()
  const refresh = cookies.filter((cookie) => /refresh/.test(cookie.name))
  expect(refresh).toHaveLength(1)
  // the page that is left may still be asking, and would refresh too
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.context().addCookies(refresh)
  let refreshes = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/auth/refresh')) refreshes++
  })
  await page.goto('/settings/keys')
  await page.getByTestId('key-row').waitFor()
  expect(refreshes).toBe(1)
  await page.context().close()
})

test('two tabs that wake together renew one session', async () => {
  const who = await newPerson()
  const first = await openAs(who, '/settings/keys')
  const second = await first.context().newPage()
  await second.goto('/settings/keys')
  const refresh = (await first.context().cookies()).filter((cookie) => /refresh/.test(cookie.name))
  await first.context().clearCookies()
  await first.context().addCookies(refresh)
  await Promise.all([first.reload(), second.reload()])
  await Promise.all([first, second].map((page) => page.getByTestId('key-row').waitFor()))
  await first.context().close()
})
