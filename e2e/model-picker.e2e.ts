import { createHash } from 'node:crypto'
import type { Page } from 'playwright'
import { expect, inject, test } from 'vitest'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'
import type { RecordedRequest } from './provider/request-log.ts'

const { openAs, newPerson, errors } = useBrowser()

async function requests(): Promise<RecordedRequest[]> {
  const answer = await fetch(`${inject('providerUrl').replace(/\/v1$/, '')}/__requests`)
  return ((await answer.json()) as { requests: RecordedRequest[] }).requests
}
/** What the provider was asked with these words, titles apart. */
async function requestFor(words: string): Promise<RecordedRequest | undefined> {
  const found = (await requests()).filter(({ body }) =>
    JSON.stringify(Array.isArray(body.messages) && body.messages.at(-1)).includes(words),
  )
  return found.find(({ body }) => body.stream === true)
}
const askedFor = async (words: string) => (await requestFor(words))?.body
const openPicker = async (page: Page) => {
  await page.getByTestId('model-button').filter({ visible: true }).click()
  await page.getByTestId('model-option').filter({ hasText: 'echo' }).waitFor()
}
const marked = (page: Page) =>
  page.getByRole('combobox').evaluate((input) => {
    const id = input.getAttribute('aria-activedescendant') ?? ''
    // not innerText: a row that is out of sight is not laid out
    return document.getElementById(id)?.textContent ?? ''
  })

test('what is used now is in sight whenever the picker opens, however long the list', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const page = await openAs(who)
  await page.route('**/api/v1/providers/custom/models**', async (route) => {
    const response = await route.fetch()
    const page = (await response.json()) as { items: { id: string; name: string }[] }
    const others = Array.from({ length: 40 }, (_, at) => ({
      ...page.items[0]!,
      id: `other-${at}`,
      name: `Other ${at}`,
    }))
    await route.fulfill({ response, json: { ...page, items: [...others, ...page.items] } })
  })
  await page.goto(path)
  await new ChatPage(page).live()
  const inSight = () =>
    page
      .getByTestId('model-option')
      .filter({ hasText: 'echo' })
      .evaluate((row) => {
        const [own, list] = [row.getBoundingClientRect(), row.closest('[role=listbox]')!.getBoundingClientRect()]
        return own.height > 0 && own.top >= list.top && own.bottom <= list.bottom
      })
  for (let time = 0; time < 2; time++) {
    await openPicker(page)
    await expect.poll(inSight).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByTestId('model-picker').waitFor({ state: 'detached' })
  }
  await page.context().close()
})

test('finds by typing, says window, price and abilities, and the keyboard is enough', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const { page } = await new ChatPage(await openAs(who, path)).live()
  await openPicker(page)
  await expect.poll(() => marked(page)).toContain('echo')
  const thinker = page.getByTestId('model-option').filter({ hasText: 'Thinker' })
  await thinker.scrollIntoViewIfNeeded()
  await expect.poll(() => thinker.innerText()).toContain('200k · $3 / $15')
  expect(await thinker.locator('[role=img]').evaluateAll((all) => all.map((icon) => icon.ariaLabel))).toEqual([
    'Tools',
    'Reasoning',
  ])
  await expect
    .poll(() => page.getByTestId('model-option').filter({ hasText: 'echo' }).textContent())
    .toContain('price unknown')
  await page.keyboard.press('End')
  // whose models these are depends on the machine: one with an Ollama has more of them
  const all = page.getByTestId('model-option')
  await expect.poll(() => marked(page)).toBe(await all.last().textContent())
  await page.keyboard.press('Home')
  await expect.poll(() => marked(page)).toBe(await all.first().textContent())
  await page.keyboard.type('THINK 40')
  await expect.poll(() => marked(page)).toContain('Thinker')
  await page.keyboard.press('Enter')
  await page.getByTestId('model-picker').waitFor({ state: 'detached' })
  await expect.poll(() => page.getByTestId('model-button').filter({ visible: true }).innerText()).toBe('Thinker')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('model-button')
})

test('a switch inside a conversation changes the next turn, and the new model reads the old one’s words', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-0-5-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say('before the switch')
  await openPicker(chat.page)
  await chat.page.getByTestId('model-option').filter({ hasText: 'echo' }).click()
  await chat.say('after the switch', 2)
  const { messages } = await who.messages(thread.id)
  expect(messages.map((message) => message.model ?? message.content)).toEqual([
    'before the switch',
    'flow-0-5-0',
    'after the switch',
    'echo',
  ])
  const body = await askedFor('after the switch')
  expect(JSON.stringify(body?.messages)).toContain('w0 w1 w2 w3 w4')
  expect(JSON.stringify(body?.messages)).toContain('before the switch')
})

test('a name that no list has is used as typed', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'echo')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await openPicker(chat.page)
  await chat.page.keyboard.type('flow-0-7-0')
  await chat.page
    .getByTestId('model-option')
    .filter({ hasText: /^Use “flow-0-7-0” of key/ })
    .click()
  await chat.say('Go')
  expect((await who.messages(thread.id)).messages[1]).toMatchObject({ model: 'flow-0-7-0', status: 'complete' })
})

test('of two keys of one provider the picked one asks, also after a reload', async () => {
  const who = await newPerson()
  const second = await who.customKey(inject('providerUrl'), 'sk-of-the-other-key')
  const { path } = await threadOf(who, 'flow-0-5-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  const { page } = chat
  await page.getByTestId('model-button').filter({ visible: true }).click()
  const group = page.getByTestId('model-group').filter({ hasText: second.key_name })
  await group.getByTestId('model-option').filter({ hasText: 'echo' }).click()
  await chat.say(`picked ${who.user.id}`)
  await page.reload()
  await chat.live()
  await chat.say(`reloaded ${who.user.id}`, 2)
  const other = createHash('sha256').update('sk-of-the-other-key').digest('hex')
  for (const words of ['picked', 'reloaded'])
    expect((await requestFor(`${words} ${who.user.id}`))?.key_sha256, words).toBe(other)
})

test('favorites stay with the person, recent ones with the device', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const { page } = await new ChatPage(await openAs(who, path)).live()
  await openPicker(page)
  await page.keyboard.type('Thinker')
  await page.keyboard.press('Control+d')
  await page.getByTestId('model-picker').getByRole('status').getByText('Thinker is a favorite').waitFor()
  expect((await who.call<{ favorite_models: string[] }>('GET', '/users/settings')).favorite_models).toEqual([
    'custom/think-40-10-50',
  ])
  await page.keyboard.press('Control+a')
  await page.keyboard.type('flow-50')
  await page.keyboard.press('Enter')
  await page.reload()
  await openPicker(page)
  const groups = page.getByTestId('model-group')
  await expect.poll(() => groups.nth(0).innerText()).toMatch(/^Favorites\s+Thinker/)
  await expect.poll(() => groups.nth(1).innerText()).toMatch(/^Recent\s+flow-50-100-20/)
  await groups.nth(0).getByTestId('model-star').click()
  await expect.poll(() => groups.nth(0).innerText()).toMatch(/^Recent/)
})

test('a key that fails says why while the others stand, and asking again asks the provider', async () => {
  const who = await newPerson()
  await who.customKey('http://127.0.0.1:9/v1')
  const { path } = await threadOf(who, 'echo')
  const { page } = await new ChatPage(await openAs(who, path)).live()
  await openPicker(page)
  const failed = page.getByTestId('model-group').filter({ hasText: 'Check the key' })
  await failed.waitFor()
  const asked = page.waitForRequest((request) => request.url().includes('refresh=1'))
  await page.getByRole('combobox').focus()
  await page.getByTestId('refresh-list').click()
  await asked
  await page.getByTestId('model-option').filter({ hasText: 'echo' }).waitFor()
  await page.context().setOffline(true)
  await page.getByTestId('model-picker').getByText('You are offline').waitFor()
  expect(await page.getByTestId('model-option').filter({ hasText: 'echo' }).count()).toBe(1)
})

test('what can’t be loaded says so, and opens once the network is back', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const { page } = await new ChatPage(await openAs(who, path)).live()
  await page.route(/model-picker-/, (route) => route.abort())
  const button = page.getByTestId('model-button').filter({ visible: true })
  await button.click()
  await page.getByTestId('thread-problem').getByText('Not opened').waitFor()
  await page.unroute(/model-picker-/)
  await openPicker(page)
})

test('how long to think is asked of a model that can, and not of one that can’t', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'think-40-10-50')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await openPicker(chat.page)
  await chat.page.getByTestId('ask-options').getByText('High').click()
  await chat.page.keyboard.press('Escape')
  await chat.page.getByTestId('model-button').filter({ visible: true, hasText: 'thinks high' }).waitFor()
  await chat.say('think hard')
  expect(JSON.stringify(await askedFor('think hard'))).toContain('high')
  await openPicker(chat.page)
  await chat.page.getByTestId('model-option').filter({ hasText: 'echo' }).click()
  await chat.say('just say it', 2)
  const body = await askedFor('just say it')
  expect(body).toBeDefined()
  expect(JSON.stringify(body)).not.toContain('high')
})

test('on a phone it is a sheet at the bottom that brings no keyboard up by itself', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true }
  const { page } = await new ChatPage(await openAs(who, path, phone)).live()
  await openPicker(page)
  const edges = async () => {
    const box = (await page.getByTestId('model-picker').boundingBox())!
    return [box.x, Math.round(box.width), Math.round(box.y + box.height)]
  }
  // It rises for a moment.
  await expect.poll(edges).toEqual([0, 375, 812])
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('DIALOG')
  const row = (await page.getByTestId('model-option').first().boundingBox())!
  expect(row.height).toBeGreaterThanOrEqual(44)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
})

test('no page logged an error', () => {
  // Asking who is here before there is anybody is answered 401; the key that fails is answered 502 by design.
  expect(errors.filter((error) => !/401|502|ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/.test(error))).toEqual([])
})
