import type { Locator, Page } from 'playwright'
import type { Thread } from '#protocol/thread.ts'
import type { Api } from './api.ts'

/** A thread that a model of the tests answers. */
export async function threadOf(who: Api, model: string): Promise<{ thread: Thread; path: string }> {
  const project = await who.project()
  return threadIn(who, project.id, model)
}

export async function threadIn(who: Api, project_id: string, model: string): Promise<{ thread: Thread; path: string }> {
  const thread = await who.call<Thread>('POST', '/threads', { project_id, provider: 'custom', model, title: 'Test' })
  return { thread, path: `/p/${project_id}/t/${thread.id}` }
}

/** A thread as a person sees it. */
export class ChatPage {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  get input(): Locator {
    return this.page.getByTestId('chat-input')
  }
  get bubbles(): Locator {
    return this.page.getByTestId('message-bubble')
  }
  get answers(): Locator {
    return this.page.locator('[data-testid=message-bubble][data-sender=assistant]')
  }
  get mine(): Locator {
    return this.page.locator('[data-testid=message-bubble][data-sender=user]')
  }

  async live(): Promise<this> {
    await this.page.getByTestId('live-state').getByText('Live').waitFor({ state: 'attached' })
    return this
  }
  async send(text: string): Promise<void> {
    await this.input.fill(text)
    await this.page.keyboard.press('Control+Enter')
  }
  /** Once `count` answers have ended. */
  async answered(count = 1): Promise<void> {
    await this.page
      .getByTestId('answer-figures')
      .nth(count - 1)
      .waitFor({ state: 'attached' })
  }
  async say(text: string, count = 1): Promise<void> {
    await this.send(text)
    await this.answered(count)
  }
  /** The words of each message's own text, without names, times and buttons. */
  texts(): Promise<string[]> {
    return this.bubbles.locator('.md').allInnerTexts()
  }
}
