import type { Page } from 'playwright'
import type { Api } from '../harness/api.ts'

export const phone = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true }

export const sidebar = (page: Page) => page.getByTestId('chat-sidebar')
export const rows = (page: Page) => page.getByTestId('thread-item')

/** A project named tidewatch with a thread of each title, the last one newest. */
export async function withThreads(who: Api, titles: string[]): Promise<{ project_id: string; ids: string[] }> {
  const project = await who.project('tidewatch')
  const ids: string[] = []
  for (const title of titles) ids.push((await who.thread(project.id, title)).id)
  return { project_id: project.id, ids }
}

export async function menuOf(page: Page, title: string): Promise<void> {
  const row = rows(page).filter({ hasText: title })
  await row.hover()
  await row.getByRole('button', { name: `Actions for ${title}` }).click()
}
