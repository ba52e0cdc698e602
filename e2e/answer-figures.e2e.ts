import { expect, test } from 'vitest'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'

const { openAs, newPerson, errors } = useBrowser()

test('thinking is told with its time while it lasts, opens in place, streams there and stays with the answer', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'think-60-10-50')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  const thinking = chat.page.getByTestId('thinking')
  await thinking.getByText(/^Thinking… \d+ s$/).waitFor()
  // no word is written yet, and still the list says that it works
  await chat.page.getByTestId('chat-sidebar').getByRole('img', { name: 'An answer is being written' }).waitFor()
  const line = thinking.getByRole('button')
  await expect.poll(() => line.getAttribute('aria-expanded')).toBe('false')
  expect(await thinking.getByText('t0').count()).toBe(0)
  await line.focus()
  await chat.page.keyboard.press('Enter')
  await expect.poll(() => line.getAttribute('aria-expanded')).toBe('true')
  const before = (await thinking.locator('.md').innerText()).length
  await expect.poll(async () => (await thinking.locator('.md').innerText()).length).toBeGreaterThan(before)
  await chat.answered()
  await thinking.getByText(/^Thought for [345] s$/).waitFor()
  await expect.poll(() => thinking.locator('.md').innerText()).toContain('t59')
  const answer = (await who.messages(thread.id)).messages[1]!
  expect(answer.reasoning).toContain('t59')
  expect(answer.timing!.reasoning_ms).toBeGreaterThan(2500)
  await chat.page.reload()
  await thinking.getByText(/^Thought for [345] s$/).click()
  await expect.poll(() => thinking.locator('.md').innerText()).toContain('t59')
})

test('an answer tells every figure on request, as the server has them', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-300-40-20')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say('one two three')
  await chat.page.getByTestId('answer-figures').click()
  const details = chat.page.getByTestId('answer-details')
  const { usage, timing } = (await who.messages(thread.id)).messages[1]!
  const words = (await details.innerText()).replace(/\s+/g, ' ')
  expect(words).toContain(`Tokens in ${usage!.input_tokens} Tokens out ${usage!.output_tokens}`)
  expect(words).toContain('Cost price unknown')
  expect(words).toContain(`First token after ${(timing!.first_token_ms! / 1000).toFixed(2)} s`)
  expect(words).toMatch(/Speed [1-9]\d tokens\/s/)
  expect(words).toContain('Tokens are reported by')
  await chat.page.keyboard.press('Escape')
  await details.waitFor({ state: 'detached' })
  const focused = () => chat.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))
  await expect.poll(focused).toBe('answer-figures')
})

test('the meter fills, says in words what the next prompt leaves out, and warns before', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'window-8000-40')
  const chat = await new ChatPage(await openAs(who, path)).live()
  const text = (turn: number) => `Turn ${turn}. ${'The tide at the pier rose and fell again. '.repeat(110)}`
  await chat.say(text(0))
  const meter = chat.page.getByTestId('context-meter')
  await expect.poll(() => meter.getAttribute('aria-label')).toMatch(/of 8k tokens, \d+%, room left/)
  for (let turn = 1; turn < 7; turn++) {
    await chat.send(text(turn))
    // The list on the page is virtual: what is far up is not there.
    await expect.poll(async () => (await who.messages(thread.id)).messages[turn * 2 + 1]?.status).toBe('complete')
  }
  await expect.poll(() => meter.getAttribute('aria-label')).toMatch(/nearly full|, full|the oldest messages leave/)
  await chat.page.getByTestId('context-warning').waitFor()
  await meter.click()
  const details = chat.page.getByTestId('context-details')
  expect(await details.getByTestId('context-severity').innerText()).toMatch(
    /^\d+%, (nearly full|full|the oldest messages leave)$/,
  )
  const context = await who.call<{ cut: unknown; percentage: number }>('GET', `/threads/${thread.id}/context`)
  expect(context.cut).not.toBeNull()
  await expect.poll(() => details.getByTestId('context-cut').innerText()).toMatch(/message/)
})

test('an answer that broke off goes on with the model it was asked of', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'break-20-5')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  await chat.page.getByTestId('answer-interrupted').waitFor()
  await chat.page.getByTestId('answer-continue').click()
  await chat.mine.getByText('Continue').waitFor()
  await chat.answers.nth(1).getByText('w19').waitFor()
  const { messages } = await who.messages(thread.id)
  expect(messages.map((message) => message.role)).toEqual(['user', 'assistant', 'user', 'assistant'])
  expect(messages[1]).toMatchObject({ error: { provider: { kind: 'provider_stream_broken' } } })
})

test('a failure leads to what helps: a refused key to the keys', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'status-401-9-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  const failed = chat.page.getByTestId('answer-failed')
  await failed.getByText('did not accept the key').waitFor()
  await failed.getByRole('button', { name: 'Check the key' }).click()
  await chat.page.waitForURL(/\/settings\/keys/)
})

test('no page logged an error', () => {
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
