import { expect, test } from 'vitest'
import { useBrowser } from '../harness/browser.ts'
import { menuOf, rows, sidebar, withThreads } from './sidebar.ts'

const { newPerson, openAs } = useBrowser()

test('threads are renamed, archived, deleted and brought back', async () => {
  const who = await newPerson('Ines Duarte')
  const { project_id, ids } = await withThreads(who, ['First', 'Second'])
  const page = await openAs(who, `/p/${project_id}/t/${ids[0]}`)
  await menuOf(page, 'First')
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByLabel('Thread title').fill('Renamed')
  await page.keyboard.press('Enter')
  await rows(page).filter({ hasText: 'Renamed' }).waitFor()
  await expect.poll(async () => (await who.call<{ title: string }>('GET', `/threads/${ids[0]}`)).title).toBe('Renamed')

  await menuOf(page, 'Renamed')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('Thread deleted').waitFor()
  await page.waitForURL(`**/p/${project_id}`)
  expect(await rows(page).count()).toBe(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await rows(page).filter({ hasText: 'Renamed' }).waitFor()
  await page.waitForURL(`**/p/${project_id}/t/${ids[0]}`)

  await menuOf(page, 'Second')
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.getByText('Thread archived').waitFor()
  await expect.poll(() => rows(page).count()).toBe(1)

  await page.getByLabel('Search threads').fill('second')
  await page.getByText('No thread in tidewatch has “second”.').waitFor()
  await page.getByRole('button', { name: 'archived threads' }).click()
  await rows(page).filter({ hasText: 'Second' }).waitFor()
  await page.context().close()
})

test('the list pages as it scrolls, and search waits for the last key', async () => {
  const who = await newPerson('Ines Duarte')
  const { project_id } = await withThreads(
    who,
    Array.from({ length: 65 }, (_, index) => `Thread ${index}`),
  )
  const page = await openAs(who, `/p/${project_id}`)
  await rows(page).first().waitFor()
  expect(await rows(page).count()).toBeLessThan(65)
  await expect
    .poll(async () => {
      await rows(page).last().scrollIntoViewIfNeeded()
      return rows(page).count()
    })
    .toBe(65)
  const titles = await rows(page).locator('a').allInnerTexts()
  expect(new Set(titles.map((text) => text.split('\n')[0])).size).toBe(65)

  const searches: string[] = []
  page.on('request', (request) => {
    const search = new URL(request.url()).searchParams.get('search')
    if (search) searches.push(search)
  })
  await page.getByLabel('Search threads').pressSequentially('Thread 64', { delay: 20 })
  await expect.poll(() => rows(page).count()).toBe(1)
  // on a busy machine two keys may be further apart than a search waits
  expect(searches.at(-1)).toBe('Thread 64')
  expect(searches.length).toBeLessThan('Thread 64'.length / 2)
  await page.context().close()
})

test('offline is said, and what was loaded stays', async () => {
  const who = await newPerson('Ines Duarte')
  const { project_id } = await withThreads(who, ['Still here'])
  const page = await openAs(who, `/p/${project_id}`)
  await rows(page).first().waitFor()
  await page.context().setOffline(true)
  await sidebar(page).getByText('You are offline.').waitFor()
  expect(await rows(page).count()).toBe(1)
  await menuOf(page, 'Still here')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await sidebar(page)
    .getByText(/^Not deleted\. You are offline/)
    .waitFor()
  expect(await rows(page).count()).toBe(1)
  await page.context().setOffline(false)
  await expect.poll(() => sidebar(page).getByText('This list may be old').count()).toBe(0)
  await page.context().close()
})
