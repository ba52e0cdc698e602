import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Down } from '#protocol/thread-down.ts'
import type { Api } from './harness/api.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadIn } from './harness/chat-page.ts'

const { openAs, newPerson, errors } = useBrowser()

/** What the room tells a socket that knows nothing yet. */
async function firstFrame(who: Api, thread_id: string): Promise<Down<'connection_established'>> {
  const headers = { authorization: `Bearer ${who.token}` }
  const socket = new WebSocket(`${who.url.replace('http', 'ws')}/ws/chat/${thread_id}`, { headers })
  const [data] = (await once(socket, 'message')) as [Buffer]
  socket.close()
  return JSON.parse(data.toString()) as Down<'connection_established'>
}

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
  await expect.poll(() => pause.innerText()).toContain('0 of 10 tokens are spent this month')
  await expect.poll(() => pause.getAttribute('role')).toBe('alert')
  expect((await who.usage()).length).toBe(0)
  await chat.page.reload()
  await pause.getByTestId('budget-allow').click()
  await chat.answered()
  await pause.waitFor({ state: 'detached' })
  expect((await who.messages(thread.id)).messages[1]).toMatchObject({ status: 'complete' })
  await chat.send('and again')
  await pause.getByText(/[1-9]\d* of 10 tokens are spent/).waitFor()
  await pause.getByTestId('budget-stop').click()
  await pause.waitFor({ state: 'detached' })
  await expect.poll(() => chat.page.getByTestId('stop-button').count()).toBe(0)
  expect(
    (await who.messages(thread.id)).messages.filter((one) => one.status === 'complete' && one.role === 'assistant')
      .length,
  ).toBe(1)
})

test('$0.01 is never passed: the turn that would pass it waits, on the page and on the socket', async () => {
  const who = await newPerson()
  const project = await who.project('A cent')
  await who.call('PUT', `/projects/${project.id}/budgets`, { budgets: [{ period: 'day', limit_usd: 0.01 }] })
  // the provider's own list names the price: $3 and $15 a million tokens, 200 of them an answer
  const { items } = await who.call<{ items: { id: string; price: { output: number } | null }[] }>(
    'GET',
    '/providers/custom/models',
  )
  expect(items.find((one) => one.id === 'flow-0-200-0')?.price?.output).toBe(15)
  const { thread, path } = await threadIn(who, project.id, 'flow-0-200-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  const pause = chat.page.getByTestId('budget-pause')
  let turns = 0
  for (; turns < 10; turns++) {
    await chat.send(`tell me ${turns}`)
    await Promise.race([chat.answered(turns + 1), pause.waitFor()])
    if (await pause.isVisible()) break
  }
  expect(turns).toBeGreaterThan(1)
  await expect.poll(() => pause.innerText()).toMatch(/\$0\.00\d\d of \$0\.01/)
  const { total_tokens, cost_usd } = await who.call<{ total_tokens: number; cost_usd: string }>(
    'GET',
    `/threads/${thread.id}`,
  )
  expect(total_tokens).toBeGreaterThan(400)
  expect(Number(cost_usd)).toBeGreaterThan(0.005)
  expect(Number(cost_usd)).toBeLessThanOrEqual(0.01)
  const { snapshot } = await firstFrame(who, thread.id)
  expect(snapshot?.waiting?.budget?.budget).toMatchObject({ limit_usd: '0.010000000', spent_usd: cost_usd })
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
