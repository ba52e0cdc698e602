import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { serveOldPage } from './fixtures/old-page.ts'
import type { Api } from './harness/api.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadIn, threadOf } from './harness/chat-page.ts'
import { flowText } from './provider/script.ts'
import { stepsScriptOf, stepsText } from './provider/steps/steps-script.ts'

// A tab that was opened before a deploy: the page of 4dd70c5, the server of today.

let baseURL: string
let close: () => Promise<void>
beforeAll(async () => {
  ;({ url: baseURL, close } = await serveOldPage(inject('serverUrl')))
})
afterAll(() => close())

const { open, openAs, newPerson, errors } = useBrowser()

async function chatOf(who: Api, path: string): Promise<ChatPage> {
  return new ChatPage(await openAs(who, path, { baseURL })).live()
}

test('it is the old page', async () => {
  const page = await open('/login', { baseURL })
  const scripts = await page.locator('script[type=module]').getAttribute('src')
  expect(scripts).toBe('/assets/index-CqzaTiZC.js')
  await page.context().close()
})

test('a message is sent, its answer streams, is there after a reload, and is answered again', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-100-60-20')
  const chat = await chatOf(who, path)
  await chat.send('Go')
  await chat.page.getByTestId('typing-indicator').waitFor()
  await chat.answers.getByText('w3').waitFor()
  await chat.answered()
  for (const again of [false, true]) {
    if (again) await chat.page.reload()
    await expect.poll(() => chat.texts()).toEqual(['Go', flowText(60)])
  }
  await chat.answers.hover()
  await chat.page.getByTestId('message-action-regenerate').click()
  await expect.poll(async () => (await who.messages(thread.id)).messages[1]?.branch.count).toBe(2)
  await expect.poll(() => chat.texts()).toEqual(['Go', flowText(60)])
  await expect.poll(() => chat.page.getByTestId('stop-button').count()).toBe(0)
})

test('what is sent while an answer runs waits in line, and stop ends both', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-0-2000-20')
  const chat = await chatOf(who, path)
  await chat.send('First')
  await chat.answers.getByText('w5').waitFor()
  await chat.send('Second')
  await chat.page.getByTestId('queued-message').waitFor()
  await chat.page.getByTestId('stop-button').click()
  await chat.page.getByTestId('answer-stopped').waitFor()
  await chat.page.getByTestId('queued-message').waitFor({ state: 'detached' })
  const { messages } = await who.messages(thread.id)
  expect(messages[1]).toMatchObject({ status: 'stopped' })
  expect((await chat.texts())[1]).toBe(messages[1]!.content.trim())
})

test('a turn waits at a budget, and is allowed', async () => {
  const who = await newPerson()
  const project = await who.project('Poor')
  await who.call('PUT', `/projects/${project.id}/budgets`, { budgets: [{ period: 'total', limit_tokens: 10 }] })
  const { path } = await threadIn(who, project.id, 'flow-0-20-0')
  const chat = await chatOf(who, path)
  await chat.send('May I?')
  const pause = chat.page.getByTestId('budget-pause')
  await pause.getByText('The budget of Poor would be passed').waitFor()
  await chat.page.reload()
  await pause.getByTestId('budget-allow').click()
  await chat.answered()
  await pause.waitFor({ state: 'detached' })
})

test('an answer in steps is one text, live and after a reload, with its calls beside it', async () => {
  const who = await newPerson()
  const project = await who.project()
  await who.call('PUT', `/projects/${project.id}`, { tools: ['calculate', 'current_time'] })
  const model = 'steps-3-gap-20'
  const { path } = await threadIn(who, project.id, model)
  const chat = await chatOf(who, path)
  await chat.say('Take three steps')
  for (const again of [false, true]) {
    if (again) await chat.page.reload()
    await expect.poll(() => chat.texts()).toEqual(['Take three steps', stepsText(stepsScriptOf(model)!)])
    await expect.poll(() => chat.page.getByTestId('tool-calls').innerText()).toMatch(/calculate[\s\S]*current_time/)
  }
})

test('no page logged an error', () => {
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
