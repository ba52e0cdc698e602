import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import type { Api } from '../harness/api.ts'
import { useBrowser } from '../harness/browser.ts'
import { rows, sidebar, withThreads } from './sidebar.ts'

const { newPerson, openAs } = useBrowser()

/** Two people of one project, each in a browser of their own, and the first in a second one too. */
async function three(titles: string[]) {
  const [ines, jonas] = [await newPerson('Ines Duarte'), await newPerson('Jonas Weber')]
  const { project_id, ids } = await withThreads(ines, titles)
  await ines.call('POST', `/projects/${project_id}/members`, { email: jonas.email, role: 'editor' })
  const path = `/p/${project_id}`
  const pages = await Promise.all([openAs(ines, path), openAs(ines, path), openAs(jonas, path)])
  for (const page of pages)
    await rows(page)
      .nth(titles.length - 1)
      .waitFor()
  return { ines, jonas, project_id, ids, pages }
}

const close = (pages: Page[]) => Promise.all(pages.map((page) => page.context().close()))
const row = (page: Page, title: string) => rows(page).filter({ hasText: title })
const say = (who: Api, thread_id: string, model: string) =>
  who.call('POST', '/chat/complete', { thread_id, message: 'When is high water?', provider: 'custom', model })

/** How often a page asks for its list: by the line alone it hears what changes. */
async function listCalls(page: Page): Promise<string[]> {
  const calls: string[] = []
  await page.waitForLoadState('networkidle')
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/threads' && request.method() === 'GET') calls.push(request.url())
  })
  return calls
}

test('a thread, its title, its turn and what is not read appear in every browser at once (P3, P5)', async () => {
  const { ines, jonas, project_id, pages } = await three(['Harbour walls'])
  const calls = await Promise.all(pages.map(listCalls))
  const thread = await jonas.thread(project_id, 'Neap tides')
  for (const page of pages) await row(page, 'Neap tides').waitFor({ timeout: 2_000 })
  const turn = say(jonas, thread.id, 'flow-0-400-10')
  const ring = (page: Page) => row(page, 'Neap tides').getByRole('img', { name: 'An answer is being written' })
  for (const page of pages) await ring(page).waitFor({ timeout: 2_000 })
  await pages[0]!.screenshot({ path: process.env.SHOTS ? `${process.env.SHOTS}/live-sidebar-running.png` : undefined })
  await turn
  for (const page of pages) {
    await row(page, 'Neap tides').getByText('2 unread messages').waitFor({ timeout: 2_000 })
    await ring(page).waitFor({ state: 'detached', timeout: 2_000 })
    // the newest is on top
    await expect.poll(() => rows(page).first().innerText()).toContain('Neap tides')
  }
  await pages[0]!.screenshot({ path: process.env.SHOTS ? `${process.env.SHOTS}/live-sidebar-unread.png` : undefined })
  await ines.call('PATCH', `/threads/${thread.id}`, { title: 'Spring tides' })
  for (const page of pages) await row(page, 'Spring tides').waitFor({ timeout: 2_000 })
  expect(calls).toEqual([[], [], []])
  await close(pages)
})

test('what one reads is read in their other browser, and stays unread for others', async () => {
  const { jonas, ids, pages } = await three(['Buoys'])
  await say(jonas, ids[0]!, 'flow-0-5-0')
  for (const page of pages) await row(page, 'Buoys').getByText('2 unread messages').waitFor({ timeout: 3_000 })
  await row(pages[0]!, 'Buoys').locator('a').click()
  await expect.poll(() => row(pages[1]!, 'Buoys').getByText('unread').count()).toBe(0)
  expect(await row(pages[2]!, 'Buoys').getByText('2 unread messages').count()).toBe(1)
  await close(pages)
})

test('a thread that is deleted, brought back and archived goes and comes everywhere', async () => {
  const { ines, ids, pages } = await three(['Moorings', 'Pilots'])
  await ines.call('DELETE', `/threads/${ids[0]}`)
  for (const page of pages) await row(page, 'Moorings').waitFor({ state: 'detached', timeout: 2_000 })
  await ines.call('POST', `/threads/${ids[0]}/restore`)
  for (const page of pages) await row(page, 'Moorings').waitFor({ timeout: 2_000 })
  await ines.call('POST', `/threads/${ids[1]}/archive`)
  for (const page of pages) await row(page, 'Pilots').waitFor({ state: 'detached', timeout: 2_000 })
  await close(pages)
})

test('what happened while a browser was offline is there when it is back', async () => {
  const { ines, jonas, project_id, ids, pages } = await three(['Locks', 'Sluices'])
  const away = pages[2]!
  await away.context().setOffline(true)
  await sidebar(away).getByText('You are offline.').waitFor()
  await ines.thread(project_id, 'While you were away')
  await ines.call('DELETE', `/threads/${ids[0]}`)
  await row(pages[0]!, 'While you were away').waitFor()
  expect(await row(away, 'While you were away').count()).toBe(0)
  await away.context().setOffline(false)
  await row(away, 'While you were away').waitFor({ timeout: 5_000 })
  await row(away, 'Locks').waitFor({ state: 'detached', timeout: 5_000 })
  await jonas.thread(project_id, 'And live again')
  await row(away, 'And live again').waitFor({ timeout: 2_000 })
  await close(pages)
})

test('a project appears when it is shared, and goes with its threads when it is taken away (P4)', async () => {
  const { ines, jonas, project_id, pages } = await three(['Ours'])
  const hers = pages[0]!
  const his = pages[2]!
  const shared = await jonas.project('Lighthouses')
  await jonas.call('POST', `/projects/${shared.id}/members`, { email: ines.email, role: 'viewer' })
  await expect
    .poll(async () => {
      await hers.getByRole('button', { name: /switch$/ }).click()
      const found = await hers.getByRole('menuitemradio', { name: /Lighthouses/ }).count()
      await hers.keyboard.press('Escape')
      return found
    })
    .toBe(1)
  await ines.call('DELETE', `/projects/${project_id}/members/${jonas.user.id}`)
  await his.getByText('There is no such project here.').waitFor({ timeout: 3_000 })
  expect(await row(his, 'Ours').count()).toBe(0)
  await ines.thread(project_id, 'Not for Jonas')
  await row(hers, 'Not for Jonas').waitFor()
  expect(await row(his, 'Not for Jonas').count()).toBe(0)
  await close(pages)
})
