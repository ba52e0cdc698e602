import { expect, test } from 'vitest'
import { PASSWORD } from '../harness/api.ts'
import { useBrowser } from '../harness/browser.ts'
import { phone, sidebar, withThreads } from './sidebar.ts'

const { errors, newPerson, open, openAs } = useBrowser()

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

test('every page: names, targets for a finger, no sideways scroll at 320 px', { timeout: 180_000 }, async () => {
  const who = await newPerson('Ines Duarte')
  const { project_id, ids } = await withThreads(who, ['A title that is long enough to be cut off on a phone, surely'])
  const settings = ['/settings', '/settings/profile', '/settings/keys', '/settings/sessions', '/settings/appearance']
  settings.push('/settings/usage', '/settings/tokens', '/settings/people')
  const projects = ['/projects', `/projects/${project_id}`, `/p/${project_id}`, `/p/${project_id}/t/${ids[0]}`]
  const paths = [...settings, ...projects, '/nowhere']
  const narrow = await openAs(who, '/', { ...phone, viewport: { width: 320, height: 640 } })
  const wide = await openAs(who, '/')
  const tablet = await openAs(who, '/', { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true })
  for (const path of paths) {
    for (const [page, isTouch] of [[narrow, true] as const, [tablet, true] as const, [wide, false] as const]) {
      await page.goto(path)
      await page.locator('main h1, main header, main textarea').first().waitFor()
      await page.waitForTimeout(400)
      expect(await page.evaluate(faults, isTouch), `${path} at ${page.viewportSize()!.width}`).toEqual([])
      expect(await page.title(), path).toMatch(/.+ · Edgewise$/)
    }
  }
  await narrow.getByTestId('mobile-sidebar-toggle').click()
  await narrow.waitForTimeout(400)
  expect(await narrow.evaluate(faults, true), 'the drawer').toEqual([])
  for (const page of [narrow, tablet, wide]) await page.context().close()
})

test('the page runs under a policy that allows nothing from elsewhere and nothing inline', async () => {
  const who = await newPerson('Ines Duarte')
  const page = await open('/login')
  const answer = await page.goto('/login')
  const policy = (await answer!.allHeaders())['content-security-policy']
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toContain('unsafe')
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/p\//)
  await sidebar(page)
    .getByRole('button', { name: /switch$/ })
    .click()
  await page.getByRole('menuitem', { name: 'All projects' }).click()
  await page.getByTestId('project-row').first().waitFor()
  await page.context().close()
  expect(errors.filter((error) => !/status of 401/.test(error))).toEqual([])
})
