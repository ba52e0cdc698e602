import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { PASSWORD, type Api } from './harness/api.ts'
import { signUpThrough, useBrowser } from './harness/browser.ts'
import { startServer } from './harness/start-server.ts'

const { open, openAs, newPerson, errors } = useBrowser()
const phone = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true }

/** What a browser logs by itself where the answer of a request is a refusal that the page shows. */
const unexpected = () =>
  errors.filter((error) => !/status of (400|401|409|422|429|502)|ERR_INTERNET_DISCONNECTED/.test(error))
const sidebar = (page: Page) => page.getByTestId('chat-sidebar')
const rows = (page: Page) => page.getByTestId('thread-item')

async function withThreads(titles: string[]): Promise<{ who: Api; project_id: string; ids: string[] }> {
  const who = await newPerson('Ines Duarte')
  const project = await who.project('tidewatch')
  const ids: string[] = []
  for (const title of titles) ids.push((await who.thread(project.id, title)).id)
  return { who, project_id: project.id, ids }
}

async function menuOf(page: Page, title: string): Promise<void> {
  const row = rows(page).filter({ hasText: title })
  await row.hover()
  await row.getByRole('button', { name: `Actions for ${title}` }).click()
}

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
  expect(await password.getAttribute('type')).toBe('password')
  await page.getByRole('button', { name: 'Show password' }).click()
  expect(await password.getAttribute('type')).toBe('text')
  await page.context().close()
})

test('a deep link is kept over signing in, and a wrong password keeps the email', async () => {
  const { who, project_id, ids } = await withThreads(['Deep link'])
  const page = await open(`/p/${project_id}/t/${ids[0]}`)
  await page.waitForURL(/\/login\?next=/)
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill('not my password')
  await page.keyboard.press('Enter')
  await page.getByText('Email and password do not match.').waitFor()
  expect(await page.getByLabel('Email').inputValue()).toBe(who.email)
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
    expect(await wait.isDisabled()).toBe(true)
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
  expect(await dialog.isVisible()).toBe(true)
  expect(await dialog.getByLabel('Email').inputValue()).toBe(who.email)
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
  await page.context().clearCookies()
  await page.context().addCookies(refresh)
  let refreshes = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/auth/refresh')) refreshes++
  })
  await page.reload()
  await page.getByTestId('key-row').waitFor()
  expect(refreshes).toBe(1)
  await page.context().close()
})

test('threads are renamed, archived, deleted and brought back', async () => {
  const { who, project_id, ids } = await withThreads(['First', 'Second'])
  const page = await openAs(who, `/p/${project_id}/t/${ids[0]}`)
  await menuOf(page, 'First')
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByLabel('Thread title').fill('Renamed')
  await page.keyboard.press('Enter')
  await rows(page).filter({ hasText: 'Renamed' }).waitFor()
  await expect.poll(async () => (await who.call<{ title: string }>('GET', `/threads/${ids[0]}`)).title).toBe('Renamed')

  await menuOf(page, 'Renamed')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('Thread deleted').waitFor()
  await page.waitForURL(`**/p/${project_id}`)
  expect(await rows(page).count()).toBe(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await rows(page).filter({ hasText: 'Renamed' }).waitFor()
  await page.waitForURL(`**/p/${project_id}/t/${ids[0]}`)

  await menuOf(page, 'Second')
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.getByText('Thread archived').waitFor()
  await expect.poll(() => rows(page).count()).toBe(1)

  await page.getByLabel('Search threads').fill('second')
  await page.getByText('No thread in tidewatch has “second”.').waitFor()
  await page.getByRole('button', { name: 'archived threads' }).click()
  await rows(page).filter({ hasText: 'Second' }).waitFor()
  await page.context().close()
})

test('the list pages as it scrolls, and search waits for the last key', async () => {
  const { who, project_id } = await withThreads(Array.from({ length: 65 }, (_, index) => `Thread ${index}`))
  const page = await openAs(who, `/p/${project_id}`)
  await rows(page).first().waitFor()
  expect(await rows(page).count()).toBeLessThan(65)
  await expect
    .poll(async () => {
      await rows(page).last().scrollIntoViewIfNeeded()
      return rows(page).count()
    })
    .toBe(65)
  const titles = await rows(page).locator('a').allInnerTexts()
  expect(new Set(titles.map((text) => text.split('\n')[0])).size).toBe(65)

  const searches: string[] = []
  page.on('request', (request) => {
    const search = new URL(request.url()).searchParams.get('search')
    if (search) searches.push(search)
  })
  await page.getByLabel('Search threads').pressSequentially('Thread 64', { delay: 20 })
  await expect.poll(() => rows(page).count()).toBe(1)
  expect(searches).toEqual(['Thread 64'])
  await page.context().close()
})

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
  expect(await page.getByRole('switch', { name: 'Send with Enter alone' }).isChecked()).toBe(false)
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

test('everything global is reached by keys', async () => {
  const { who, project_id } = await withThreads(['One'])
  const page = await openAs(who, `/p/${project_id}`)
  await rows(page).first().waitFor()
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

  const skip = page.getByRole('link', { name: 'Skip to the page' })
  const first = await page.evaluateHandle(() => document.querySelector('a[href], button, input, textarea'))
  expect(await skip.evaluate((link, other) => link === other, first)).toBe(true)
  await skip.focus()
  expect((await skip.boundingBox())!.width).toBeGreaterThan(80)
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')

  await page.keyboard.press('Control+K')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')

  await page.keyboard.press('Control+/')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')

  await page.keyboard.press('Control+Shift+S')
  await page.getByRole('button', { name: 'Unfold sidebar' }).waitFor()
  await page.keyboard.press('Control+Shift+S')
  await rows(page).first().getByRole('link').click()
  await page.waitForURL(/\/t\//)
  await page.keyboard.press('Alt+N')
  await page.waitForURL(`**/p/${project_id}`)

  const trigger = sidebar(page).getByRole('button', { name: /switch$/ })
  await trigger.focus()
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe('All projects')
  await page.keyboard.type('new')
  expect(await focused()).toBe('New project')
  await page.keyboard.press('Escape')
  expect(await focused()).toBe('Project tidewatch, switch')
  await page.context().close()
})

test('on a phone the sidebar is a drawer: button, swipe, Esc and a picked thread', async () => {
  const { who, project_id } = await withThreads(['One'])
  const page = await openAs(who, `/p/${project_id}`, phone)
  const touch = await page.context().newCDPSession(page)
  const swipe = async (from: number, to: number) => {
    const point = (x: number) => [{ x, y: 400 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: point(from) })
    for (let step = 1; step <= 8; step++) {
      const touchPoints = point(from + ((to - from) * step) / 8)
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints })
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  const shown = (wanted: boolean) => expect.poll(() => sidebar(page).isVisible()).toBe(wanted)

  await page.getByTestId('mobile-sidebar-toggle').waitFor()
  await shown(false)
  await swipe(4, 240)
  await shown(true)
  await swipe(300, 40)
  await shown(false)
  await swipe(150, 360)
  await shown(false)
  await page.getByTestId('mobile-sidebar-toggle').click()
  await shown(true)
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('sidebar')
  await page.keyboard.press('Escape')
  await shown(false)
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid')))
    .toBe('mobile-sidebar-toggle')
  await page.getByTestId('mobile-sidebar-toggle').click()
  await rows(page).first().getByRole('link').click()
  await page.waitForURL(/\/t\//)
  await shown(false)
  await page.context().close()
})

/** Everything a person can press or fill in, seen as a finger and a screen reader see it. */
function faults(isTouch: boolean): string[] {
  const found: string[] = []
  const nameOf = (element: Element) => {
    const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent
    return (label ?? element.textContent ?? '').trim()
  }
  const controls = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [role=menuitem]')
  for (const control of controls) {
    if (control.closest('[inert]') || !control.checkVisibility({ opacityProperty: false, visibilityProperty: true }))
      continue
    const what = control.outerHTML.slice(0, 120)
    if (!nameOf(control)) found.push(`no name: ${what}`)
    const inText =
      control.tagName === 'A' || control.classList.contains('link') || control.className.includes('sr-text')
    if (!isTouch || inText) continue
    const target = control.closest('label') ?? control
    const own = target.getBoundingClientRect()
    const after = getComputedStyle(target, '::after')
    const reach = (side: 'width' | 'height') =>
      Math.max(own[side], after.content === 'none' ? 0 : Number.parseFloat(after[side]) || 0)
    if (reach('width') < 43.5 || reach('height') < 43.5)
      found.push(`${Math.round(reach('width'))} × ${Math.round(reach('height'))}: ${what}`)
  }
  const levels = [...document.querySelectorAll('h1')].filter((heading) => heading.checkVisibility()).length
  if (levels > 1) found.push('more than one h1')
  if (!document.querySelector('main')) found.push('no main')
  if (document.documentElement.scrollWidth > innerWidth) found.push(`${document.documentElement.scrollWidth} px wide`)
  return found
}

test('every page: names, targets for a finger, no sideways scroll at 320 px', async () => {
  const { who, project_id, ids } = await withThreads(['A title that is long enough to be cut off on a phone, surely'])
  const paths = [
    ...['/settings', '/settings/profile', '/settings/keys', '/settings/sessions', '/settings/appearance'],
    ...['/projects', `/projects/${project_id}`, `/p/${project_id}`, `/p/${project_id}/t/${ids[0]}`, '/nowhere'],
  ]
  const narrow = await openAs(who, '/', { ...phone, viewport: { width: 320, height: 640 } })
  const wide = await openAs(who, '/')
  for (const path of paths) {
    for (const [page, isTouch] of [[narrow, true] as const, [wide, false] as const]) {
      await page.goto(path)
      await page.locator('main h1, main header, main textarea').first().waitFor()
      await page.waitForTimeout(400)
      expect(await page.evaluate(faults, isTouch), `${path} ${isTouch ? 'at 320' : 'at 1280'}`).toEqual([])
      expect(await page.title(), path).toMatch(/.+ · Edgewise$/)
    }
  }
  await narrow.getByTestId('mobile-sidebar-toggle').click()
  await narrow.waitForTimeout(400)
  expect(await narrow.evaluate(faults, true), 'the drawer').toEqual([])
  await narrow.context().close()
  await wide.context().close()
})

test('the page lives without scripts or styles in its HTML, as a strict policy asks', async () => {
  const who = await newPerson()
  const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
  const page = await open('/login')
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback()
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
  })
  await page.goto('/login')
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/p\//)
  await sidebar(page)
    .getByRole('button', { name: /switch$/ })
    .click()
  await page.getByRole('menuitem', { name: 'All projects' }).click()
  await page.getByTestId('project-row').first().waitFor()
  expect(errors.filter((error) => /Content Security Policy/.test(error))).toEqual([])
  await page.context().close()
})

test('offline is said, and what was loaded stays', async () => {
  const { who, project_id } = await withThreads(['Still here'])
  const page = await openAs(who, `/p/${project_id}`)
  await rows(page).first().waitFor()
  await page.context().setOffline(true)
  await sidebar(page).getByText('You are offline.').waitFor()
  expect(await rows(page).count()).toBe(1)
  await menuOf(page, 'Still here')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await sidebar(page)
    .getByText(/^Not deleted\. You are offline/)
    .waitFor()
  expect(await rows(page).count()).toBe(1)
  await page.context().setOffline(false)
  await expect.poll(() => sidebar(page).getByText('This list may be old').count()).toBe(0)
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

test('nothing threw on the way', async () => {
  const page = await open('/register')
  await signUpThrough(page, 'Grace', `grace-${Date.now()}@example.org`)
  await page.context().close()
  expect(unexpected()).toEqual([])
})
