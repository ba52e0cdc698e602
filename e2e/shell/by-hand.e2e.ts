import { expect, test } from 'vitest'
import { useBrowser } from '../harness/browser.ts'
import { phone, rows, sidebar, withThreads } from './sidebar.ts'

const { newPerson, openAs } = useBrowser()

test('everything global is reached by keys', async () => {
  const who = await newPerson('Ines Duarte')
  const { project_id } = await withThreads(who, ['One'])
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
  const who = await newPerson('Ines Duarte')
  const { project_id } = await withThreads(who, ['One'])
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
