import { expect, test } from 'vitest'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadIn } from './harness/chat-page.ts'
import { flowText } from './provider/script.ts'

const { openAs, newPerson } = useBrowser()

async function two(model: string) {
  const [ines, jonas] = [await newPerson('Ines'), await newPerson('Jonas')]
  const project = await ines.project('Shared')
  await ines.call('POST', `/projects/${project.id}/members`, { email: jonas.email, role: 'editor' })
  const { thread, path } = await threadIn(ines, project.id, model)
  const one = await new ChatPage(await openAs(ines, path)).live()
  const other = await new ChatPage(await openAs(jonas, path)).live()
  return { ines, jonas, thread, one, other, project }
}

test('two people, one thread: presence, typing, and both see the same words', async () => {
  const { one, other } = await two('flow-100-60-20')
  await one.page.getByTestId('people').getByLabel('Jonas').waitFor()
  await other.page.getByTestId('people').getByLabel('Ines').waitFor()
  await other.input.pressSequentially('Does it')
  await one.page.getByTestId('person-typing').getByText('Jonas is writing').waitFor()
  await other.send('Does it hold at the Maine gauges?')
  await one.bubbles.getByText('Does it hold').waitFor()
  await one.page.getByTestId('typing-indicator').waitFor()
  await other.page.getByTestId('typing-indicator').waitFor()
  await Promise.all([one.answered(), other.answered()])
  const expected = ['Does it hold at the Maine gauges?', flowText(60)]
  await expect.poll(() => one.texts()).toEqual(expected)
  await expect.poll(() => other.texts()).toEqual(expected)
  await expect.poll(() => one.bubbles.first().innerText()).toContain('Jonas')
})

test('one goes offline during an answer, writes, and comes back complete', async () => {
  const { one, other, ines, thread } = await two('flow-0-150-20')
  await one.send('Go')
  await other.answers.getByText('w5 ').waitFor()
  await other.page.context().setOffline(true)
  const status = other.page.getByTestId('connection-status')
  await status.getByText('Disconnected').waitFor()
  await other.send('Written while away')
  await other.page.getByTestId('message-retry').waitFor()
  await other.page.getByText('Waiting to be sent').waitFor()
  await one.answered()
  await one.say('Meanwhile', 2)
  await other.page.context().setOffline(false)
  await status.waitFor({ state: 'detached', timeout: 10_000 })
  await other.answered(3)
  await one.answered(3)
  expect(await other.page.getByTestId('message-retry').count()).toBe(0)
  const expected = ['Go', flowText(150), 'Meanwhile', flowText(150), 'Written while away', flowText(150)]
  await expect.poll(() => other.texts()).toEqual(expected)
  await expect.poll(() => one.texts()).toEqual(expected)
  expect((await ines.messages(thread.id)).messages.map((message) => message.content)).toEqual(expected)
})

test('what was written offline outlives a reload, and another tab brings it to the room', async () => {
  const { other, ines, thread, project } = await two('flow-0-5-0')
  const { page } = other
  // The room's door is shut for this page only.
  await page.routeWebSocket('**/ws/**', (socket) => void socket.close({ code: 1012 }))
  await page.reload()
  await other.send('Do not lose me')
  await page.getByText('Waiting to be sent').waitFor()
  await page.reload()
  await page.getByText('Do not lose me').waitFor()
  await page.getByText('Waiting to be sent').waitFor()
  expect((await ines.messages(thread.id)).messages).toEqual([])
  const tab = new ChatPage(await page.context().newPage())
  await tab.page.goto(`/p/${project.id}/t/${thread.id}`)
  await tab.answered()
  await expect.poll(() => tab.texts()).toEqual(['Do not lose me', flowText(5)])
  expect((await ines.messages(thread.id)).messages).toHaveLength(2)
})

test('a second tab of the same person sees the stream from its middle', async () => {
  const { one, ines, thread, project } = await two('flow-0-400-20')
  await one.send('Go')
  await one.answers.getByText('w20 ').waitFor()
  const tab = new ChatPage(await one.page.context().newPage())
  await tab.page.goto(`/p/${project.id}/t/${thread.id}`)
  await tab.page.getByTestId('typing-indicator').waitFor()
  await tab.answered()
  await expect.poll(() => tab.texts()).toEqual(['Go', flowText(400)])
  expect((await ines.messages(thread.id)).messages).toHaveLength(2)
})

test('a viewer reads and cannot write; a removed member is told that the thread is gone', async () => {
  const { ines, jonas, other, one, project } = await two('flow-0-5-0')
  await ines.call('POST', `/projects/${project.id}/members`, { email: jonas.email, role: 'viewer' })
  await other.page.getByPlaceholder('your role is viewer').waitFor()
  await expect.poll(() => other.input.isDisabled()).toBe(true)
  await one.say('Hello')
  await other.answered()
  expect(await other.page.getByTestId('message-action-regenerate').count()).toBe(0)
  await ines.call('DELETE', `/projects/${project.id}/members/${jonas.user.id}`)
  await other.page.getByTestId('thread-gone').waitFor()
})
