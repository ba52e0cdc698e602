import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import type { Api } from './harness/api.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'

const { openAs, newPerson, errors } = useBrowser()
const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true }

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.id)
const widthOf = async (page: Page) => Math.round((await page.getByTestId('pane').boundingBox())!.width)

async function answered(who: Api, options?: Parameters<typeof openAs>[2]) {
  const { thread, path } = await threadOf(who, 'flow-0-30-0')
  const chat = await new ChatPage(await openAs(who, path, options)).live()
  await chat.say('first')
  return { chat, page: chat.page, thread, path, pane: chat.page.getByTestId('pane') }
}

test('what is opened stands beside the chat, which goes on; Esc and the same button close it, focus comes back', async () => {
  const { chat, page, pane } = await answered(await newPerson())
  await page.getByTestId('answer-figures').click()
  await pane.getByTestId('answer-details').getByText('Tokens in').waitFor()
  await expect.poll(() => focused(page)).toBe('pane')
  expect(await page.getByRole('complementary', { name: 'This answer' }).count()).toBe(1)
  await expect.poll(() => page.getByTestId('answer-figures').getAttribute('aria-expanded')).toBe('true')
  const [beside, list] = [await pane.boundingBox(), await chat.bubbles.first().boundingBox()]
  expect(beside!.x).toBeGreaterThanOrEqual(list!.x + list!.width)

  await chat.say('second', 2)
  await expect.poll(() => pane.isVisible()).toBe(true)
  // Esc in the field belongs to the field.
  await chat.input.fill('half a sentence')
  await page.keyboard.press('Escape')
  await expect.poll(() => pane.isVisible()).toBe(true)

  await page.getByTestId('context-meter').click()
  await pane.getByTestId('context-details').getByText('This thread so far').waitFor()
  expect(await page.getByTestId('pane').count()).toBe(1)
  await page.keyboard.press('Escape')
  await pane.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('context-meter')

  await page.keyboard.press('Enter')
  await pane.getByTestId('context-details').waitFor()
  await page.getByTestId('context-meter').click()
  await pane.waitFor({ state: 'detached' })
})

test('its edge is dragged or moved by arrows, stays within bounds, and its width is remembered', async () => {
  const { page, pane } = await answered(await newPerson(), { viewport: { width: 1600, height: 900 } })
  await page.getByTestId('context-meter').click()
  await pane.waitFor()
  const edge = page.getByRole('separator', { name: 'Width of the pane' })
  const usual = await widthOf(page)
  const { x, y, height } = (await edge.boundingBox())!
  await page.mouse.move(x, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x - 150, y + height / 2, { steps: 5 })
  await page.mouse.up()
  expect(await widthOf(page)).toBe(usual + 150)
  await page.mouse.move(x, y + 10)
  expect(await widthOf(page)).toBe(usual + 150)

  await edge.focus()
  await page.keyboard.press('ArrowRight')
  expect(await widthOf(page)).toBe(usual + 134)
  await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe(String(usual + 134))
  await page.keyboard.press('Home')
  expect(await widthOf(page)).toBe(400)
  await page.keyboard.press('ArrowRight')
  expect(await widthOf(page)).toBe(400)
  await page.keyboard.press('End')
  // 1600 less the sidebar's 350 and the chat's 420
  expect(await widthOf(page)).toBe(830)
  await expect.poll(() => edge.getAttribute('aria-valuemax')).toBe('830')

  await page.reload()
  await page.getByTestId('context-meter').click()
  expect(await widthOf(page)).toBe(830)
  await page.setViewportSize({ width: 1280, height: 800 })
  // the chat keeps what it needs, and the wish is kept for a wider window
  expect(await widthOf(page)).toBe(510)
  await page.setViewportSize({ width: 1600, height: 900 })
  expect(await widthOf(page)).toBe(830)
  await edge.dblclick()
  expect(await widthOf(page)).toBe(usual)
})

test('another thread begins without it', async () => {
  const who = await newPerson()
  const { page, pane } = await answered(who)
  await page.getByTestId('context-meter').click()
  await pane.getByRole('button', { name: 'Start a new thread' }).click()
  await page.getByTestId('empty-chat').waitFor()
  await pane.waitFor({ state: 'detached' })
})

test('on a phone it stands in the place of the chat: one Back leaves it, Forward and a reload bring it back', async () => {
  const { page, pane, path } = await answered(await newPerson(), phone)
  await page.getByTestId('answer-figures').tap()
  await pane.getByTestId('answer-details').getByText('Tokens in').waitFor()
  expect(await pane.boundingBox()).toMatchObject({ x: 0, y: 0, width: 375, height: 812 })
  expect(await page.getByRole('separator', { name: 'Width of the pane' }).count()).toBe(0)
  expect(await page.locator('#main').getAttribute('inert')).not.toBeNull()
  await page.goBack()
  await pane.waitFor({ state: 'detached' })
  await page.getByText('first', { exact: true }).waitFor()
  expect(new URL(page.url()).pathname).toBe(path)
  expect(await page.locator('#main').getAttribute('inert')).toBeNull()

  await page.goForward()
  await pane.getByTestId('answer-details').waitFor()
  await page.reload()
  await pane.getByTestId('answer-details').getByText('Tokens in').waitFor()
  await pane.getByTestId('pane-back').tap()
  await pane.waitFor({ state: 'detached' })

  // One thing after another is one entry of the history.
  await page.getByTestId('context-meter').tap()
  await pane.getByRole('button', { name: 'Start a new thread' }).waitFor()
  await page.evaluate(() => history.length)
  const entries = await page.evaluate(() => history.length)
  await page.keyboard.press('Escape')
  await pane.waitFor({ state: 'detached' })
  await page.getByTestId('context-meter').tap()
  await pane.waitFor()
  expect(await page.evaluate(() => history.length)).toBe(entries)
  await pane.getByRole('button', { name: 'Start a new thread' }).tap()
  await page.getByTestId('empty-chat').waitFor()
  await pane.waitFor({ state: 'detached' })
})

test('no page logged an error', () => {
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
