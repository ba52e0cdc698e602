import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright'
import { afterAll, beforeAll, inject } from 'vitest'
import type {} from './global-setup.ts'
import { PASSWORD, signUp, type Api } from './api.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH
  return chromium.launch({ args: flags, ...(executablePath ? { executablePath } : {}) })
}

/** A browser for the tests of one file. What the page logs as an error, or throws, is gathered in `errors`. */
export function useBrowser() {
  const errors: string[] = []
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  const open = async (path = '/', options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: inject('serverUrl'), ...options })
    const page = await context.newPage()
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(path)
    return page
  }

  /** A page of somebody who has an account, and their API. */
  const openAs = async (who: Api, path = '/', options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await open('/login', options)
    await signInThrough(page, who.email)
    if (path !== '/') await page.goto(path)
    return page
  }

  const newPerson = async (username?: string): Promise<Api> => {
    const who = await signUp(inject('serverUrl'), username)
    await who.customKey(inject('providerUrl'))
    return who
  }

  return { open, openAs, newPerson, errors }
}

export async function signUpThrough(page: Page, username: string, email: string): Promise<void> {
  await page.getByLabel('Name').fill(username)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Make account' }).click()
  await page.waitForURL(/\/p\//)
}

export async function signInThrough(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/p\//)
}
