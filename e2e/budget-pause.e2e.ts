import { expect, test } from 'vitest'
import type { Api } from './harness/api.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadIn } from './harness/chat-page.ts'

const { openAs, newPerson, errors } = useBrowser()

/** A project whose budget of a month is smaller than one turn. */
async function poorProject(who: Api): Promise<{ id: string }> {
  const project = await who.project('Poor')
  const budgets = [{ period: 'month', limit_tokens: 10 }]
  await who.call('PUT', `/projects/${project.id}/budgets`, { budgets })
  return project
}

test('a turn that would pass a budget waits, says whose and how much, over a reload, and runs once when allowed', async () => {
  const who = await newPerson()
  const project = await poorProject(who)
  const { thread, path } = await threadIn(who, project.id, 'flow-0-20-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('tell me of the tides')
  const pause = chat.page.getByTestId('budget-pause')
  await pause.getByText('The budget of Poor would be passed').waitFor()
  expect(await pause.innerText()).toContain('0 of 10 tokens is spent this month')
  expect(await pause.getAttribute('role')).toBe('alert')
  expect((await who.usage()).length).toBe(0)
  await chat.page.reload()
  await pause.getByTestId('budget-allow').click()
  await chat.answered()
  await pause.waitFor({ state: 'detached' })
  expect((await who.messages(thread.id)).messages[1]).toMatchObject({ status: 'complete' })
  await chat.send('and again')
  await pause.getByText(/[1-9]\d* of 10 tokens is spent/).waitFor()
  await pause.getByTestId('budget-stop').click()
  await pause.waitFor({ state: 'detached' })
  await expect.poll(() => chat.page.getByTestId('stop-button').count()).toBe(0)
  expect(
    (await who.messages(thread.id)).messages.filter((one) => one.status === 'complete' && one.role === 'assistant')
      .length,
  ).toBe(1)
})

test('who may not allow it is told who can, and can stop it', async () => {
  const owner = await newPerson('Olga')
  const guest = await newPerson('Gus')
  const project = await poorProject(owner)
  await owner.call('POST', `/projects/${project.id}/members`, { email: guest.email, role: 'editor' })
  const { path } = await threadIn(owner, project.id, 'flow-0-20-0')
  const chat = await new ChatPage(await openAs(guest, path)).live()
  await chat.send('may I?')
  const pause = chat.page.getByTestId('budget-pause')
  await pause.getByText('An owner of the project can allow it once').waitFor()
  expect(await pause.getByTestId('budget-allow').count()).toBe(0)
  const other = await new ChatPage(await openAs(owner, path)).live()
  await other.page.getByTestId('budget-allow').click()
  await chat.answers.getByText('w19').waitFor()
  await pause.waitFor({ state: 'detached' })
})

test('no page logged an error', () => {
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
