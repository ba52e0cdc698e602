import { expect, test } from 'vitest'
import { signUpThrough, useBrowser } from './harness/browser.ts'

const { open, errors } = useBrowser()

test('a stranger makes an account and lands in a project of their own', async () => {
  const page = await open('/register')
  await signUpThrough(page, 'Grace', `grace-${Date.now()}@example.org`)
  expect(new URL(page.url()).pathname).toMatch(/^\/p\/[0-9a-f-]{36}$/)
  await page.reload()
  await page.waitForURL(/\/p\//)
  // Asking who is here before there is anybody is answered 401, which the browser logs by itself.
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
