import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { serveNewer, type NewerServer } from './fixtures/newer-server.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'

// A tab that was opened before a deploy: the page of today, a server that says a newer version.

let server: NewerServer
beforeAll(async () => {
  server = await serveNewer(inject('serverUrl'))
})
afterAll(() => server.close())

const { openAs, newPerson, errors } = useBrowser()

const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { isOld: true }))
const isOld = (page: Page) => page.evaluate(() => 'isOld' in window)
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    hidden ? 'hidden' : 'visible',
  )

async function beforeDeploy() {
  server.deploy(null)
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-0-30-0')
  const chat = await new ChatPage(await openAs(who, path, { baseURL: server.url })).live()
  await chat.say('first')
  await mark(chat.page)
  return { who, thread, path, chat, page: chat.page, banner: chat.page.getByTestId('new-version') }
}

test('MINOR: told once, the chat goes on; Reload keeps the draft and what is unsent', async () => {
  const { who, thread, chat, page, banner } = await beforeDeploy()
  expect(await banner.count()).toBe(0)
  server.deploy('1.99')
  await banner.getByText('A new version is here').waitFor()
  await chat.say('second', 2)

  server.deaf = true
  await chat.send('not heard')
  await chat.mine.getByText('not heard').waitFor()
  await chat.input.fill('half a sentence')
  await setHidden(page, true)
  await page.waitForTimeout(6000)
  expect(await isOld(page)).toBe(true)
  await setHidden(page, false)

  server.deaf = false
  await page.getByTestId('reload').click()
  await expect.poll(() => isOld(page).catch(() => true)).toBe(false)
  await chat.live()
  await expect.poll(() => chat.input.inputValue()).toBe('half a sentence')
  await chat.answered(3)
  const { messages } = await who.messages(thread.id)
  expect(messages.filter((message) => message.content === 'not heard')).toHaveLength(1)
  // The reload brought no newer page, so nothing is said again.
  expect(await banner.count()).toBe(0)
  await page.reload()
  await chat.live()
  expect(await banner.count()).toBe(0)
})

test('MINOR: closed, it is not told again', async () => {
  const { chat, page, banner } = await beforeDeploy()
  server.deploy('1.98')
  await banner.getByTestId('new-version-close').click()
  await banner.waitFor({ state: 'detached' })
  server.deploy('1.98')
  await chat.say('second', 2)
  await page.reload()
  await chat.live()
  expect(await banner.count()).toBe(0)
})

test('a tab that nobody looks at reloads by itself, once, and not while something is typed', async () => {
  const { chat, page, banner } = await beforeDeploy()
  server.deploy('1.97')
  await banner.waitFor()
  await chat.input.fill('wait')
  await setHidden(page, true)
  await page.waitForTimeout(5500)
  expect(await isOld(page)).toBe(true)
  await chat.input.fill('')
  await expect.poll(() => isOld(page).catch(() => true), { timeout: 10_000 }).toBe(false)
  await chat.live()
  await mark(page)
  await setHidden(page, true)
  await page.waitForTimeout(5500)
  expect(await isOld(page)).toBe(true)
})

test('other fields of the page are asked about first', async () => {
  const { page, banner } = await beforeDeploy()
  server.deploy('1.96')
  await banner.waitFor()
  await page.getByLabel('Search threads').fill('tides')
  await page.getByTestId('reload').click()
  await page.getByRole('button', { name: 'Not yet' }).click()
  expect(await isOld(page)).toBe(true)
  await page.getByTestId('reload').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => isOld(page).catch(() => true)).toBe(false)
})

test('MAJOR: no frame is acted on, nothing is sent, and what was written is there after the reload', async () => {
  const { who, thread, chat, page, banner } = await beforeDeploy()
  server.heard.length = 0
  server.deploy('2.0')
  await banner.getByText('can’t go on with it').waitFor()
  // Said elsewhere, shown nowhere here: the page listens no more.
  await who.call('POST', '/chat/complete', { message: 'from elsewhere', thread_id: thread.id })
  await chat.send('after the deploy')
  await chat.mine.getByText('after the deploy').waitFor()
  await page.waitForTimeout(2500)
  expect(await chat.mine.allInnerTexts()).toHaveLength(2)
  expect(await page.getByText('from elsewhere').count()).toBe(0)
  expect(server.heard).toEqual([])
  expect(await page.getByTestId('thread-gone').count()).toBe(0)
  await chat.input.fill('half a sentence')

  // The new page understands the new server.
  server.deploy(null)
  await page.getByTestId('reload').click()
  await expect.poll(() => isOld(page).catch(() => true)).toBe(false)
  await chat.live()
  await chat.answered(3)
  await expect.poll(() => chat.input.inputValue()).toBe('half a sentence')
  const { messages } = await who.messages(thread.id)
  const mine = messages.filter((message) => message.role === 'user').map((message) => message.content)
  expect(mine).toEqual(['first', 'from elsewhere', 'after the deploy'])
  expect(await banner.count()).toBe(0)
})

test('MAJOR: a reload that brings no newer page is asked for again, and never loops', async () => {
  const { page, banner } = await beforeDeploy()
  server.deploy('2.0')
  await banner.waitFor()
  await setHidden(page, true)
  await expect.poll(() => isOld(page).catch(() => true), { timeout: 10_000 }).toBe(false)
  await banner.waitFor()
  await mark(page)
  await setHidden(page, true)
  await page.waitForTimeout(5500)
  expect(await isOld(page)).toBe(true)
  expect(await banner.getByTestId('new-version-close').count()).toBe(0)
})

test('no page logged an error', () => {
  const expected = /401|WebSocket|1011|ERR_/
  expect(errors.filter((error) => !expected.test(error))).toEqual([])
})
