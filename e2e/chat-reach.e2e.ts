import { expect, test } from 'vitest'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'

const { openAs, newPerson } = useBrowser()

test('by keyboard: J and K move, C copies, E edits, R answers again, Esc leaves', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'flow-0-5-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  const { page } = chat
  await chat.say('One', 1)
  await chat.say('Two', 2)
  const focused = () => page.evaluate(() => document.activeElement?.closest('[data-message]')?.textContent ?? '')
  await chat.input.press('Escape')
  await page.keyboard.press('j')
  await expect.poll(focused).toContain('w4')
  await page.keyboard.press('k')
  await expect.poll(focused).toContain('Two')
  await page.keyboard.press('e')
  await page.getByTestId('edit-input').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('edit-input').waitFor({ state: 'detached' })
  await chat.input.press('Escape')
  await page.keyboard.press('j')
  await expect.poll(focused).toContain('w4')
  await page.keyboard.press('c')
  await page.getByText('Copied to clipboard').waitFor()
  await page.keyboard.press('r')
  await chat.answers.last().getByText('2 of 2').waitFor()
  // Letters are text while somebody types.
  await chat.input.focus()
  await page.keyboard.type('jkr')
  await expect.poll(() => chat.input.inputValue()).toBe('jkr')
  await page.keyboard.press('Shift+Enter')
  await expect.poll(() => chat.input.inputValue()).toBe('jkr\n')
  await page.keyboard.press('Control+k')
  expect(await chat.input.evaluate((input) => input === document.activeElement)).toBe(true)
})

test('the draft of a thread is still there after a reload', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'flow-0-5-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.input.fill('half a thought')
  await chat.page.reload()
  await chat.live()
  await expect.poll(() => chat.input.inputValue()).toBe('half a thought')
})

test('the end is followed while the reader is there, and only then', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'flow-0-3000-1')
  const chat = await new ChatPage(await openAs(who, path)).live()
  const list = chat.page.getByTestId('message-list')
  const left = () => list.evaluate((el) => el.scrollHeight - el.clientHeight - el.scrollTop)
  await chat.send('Go')
  await chat.answers.getByText('w600 ').waitFor()
  expect(await left()).toBeLessThan(40)
  await list.hover()
  await chat.page.mouse.wheel(0, -400)
  await chat.page.getByTestId('new-messages').waitFor()
  const top = await list.evaluate((el) => el.scrollTop)
  await chat.answers.getByText('w1200 ').waitFor()
  expect(Math.abs((await list.evaluate((el) => el.scrollTop)) - top)).toBeLessThan(2)
  await chat.page.getByTestId('new-messages').click()
  await expect.poll(left).toBeLessThan(40)
  await chat.answered()
  await expect.poll(left).toBeLessThan(40)
})

test('a long thread opens at its end and loads what is older without losing the place', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-0-40-0')
  for (let turn = 1; turn <= 60; turn++) {
    await who.call('POST', '/chat/complete', { message: `Question ${turn}`, thread_id: thread.id })
  }
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.mine.getByText('Question 60').waitFor()
  const list = chat.page.getByTestId('message-list')
  await list.hover()
  const place = () =>
    list.evaluate((el) => {
      const top = el.getBoundingClientRect().top
      const row = [...el.querySelectorAll<HTMLElement>('[data-row]')].find(
        (one) => one.getBoundingClientRect().bottom > top + 1,
      )
      return { id: row?.dataset['row'], at: Math.round((row?.getBoundingClientRect().top ?? 0) - top) }
    })
  const rows: number[] = []
  for (let step = 0; step < 60 && (await chat.mine.getByText('Question 1', { exact: true }).count()) === 0; step++) {
    await chat.page.mouse.wheel(0, -600)
    await chat.page.waitForTimeout(60)
    const before = await place()
    await chat.page.waitForTimeout(120)
    const after = await place()
    if (before.id === after.id) expect(Math.abs(after.at - before.at)).toBeLessThanOrEqual(1)
    rows.push(await list.locator('[data-row]').count())
  }
  await chat.mine.getByText('Question 1', { exact: true }).waitFor()
  expect(Math.max(...rows)).toBeLessThan(40)
  await chat.page.getByTestId('new-messages').click()
  await chat.mine.getByText('Question 60').waitFor()
})

test('a screen reader hears the start, whole sentences and the end, not tokens', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const region = document.querySelector('[data-testid=announcer]')!
    new MutationObserver(() => region.textContent && said.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  await chat.say('The first sentence. The second one.')
  const said = () => chat.page.evaluate(() => (window as unknown as { said: string[] }).said)
  await expect.poll(async () => (await said()).at(-1)).toContain('Answer complete')
  expect((await said()).length).toBeLessThan(6)
  expect((await said()).join(' ')).toContain('The first sentence.')
  await expect.poll(() => chat.page.getByRole('log').getAttribute('aria-live')).toBe('off')
})

const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true }

test('at 375 px: drawer, composer, long press, and nothing scrolls sideways', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const page = await openAs(who, path, phone)
  const chat = await new ChatPage(page).live()
  await page.getByTestId('mobile-sidebar-toggle').waitFor()
  await chat.input.fill(`A long word ${'x'.repeat(300)}\n\n\`\`\`\n${'code '.repeat(60)}\n\`\`\``)
  await page.getByTestId('send-button').tap()
  await chat.answered()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  const box = (await chat.answers.first().boundingBox())!
  const touch = (type: string) =>
    chat.answers
      .first()
      .locator('.md p')
      .first()
      .dispatchEvent(type, {
        pointerType: 'touch',
        isPrimary: true,
        bubbles: true,
        clientX: box.x + 20,
        clientY: box.y + 40,
      })
  await touch('pointerdown')
  await page.getByTestId('mobile-action-sheet').waitFor()
  await page.getByTestId('action-copy').click()
  await page.getByText('Copied to clipboard').waitFor()
})

test('touch targets of a thread on a phone are 44 px', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'flow-0-5-0')
  const chat = await new ChatPage(await openAs(who, path, phone)).live()
  await chat.say('Go')
  const small = await chat.page.locator('main button:visible').evaluateAll((buttons) =>
    buttons
      .map((button) => {
        const own = button.getBoundingClientRect()
        const after = getComputedStyle(button, '::after')
        const grown = after.content === 'none' ? 0 : Number.parseFloat(after.height)
        return { name: button.getAttribute('aria-label') ?? button.textContent, size: Math.max(own.height, grown) }
      })
      .filter((button) => button.size < 43.5),
  )
  expect(small).toEqual([])
})
