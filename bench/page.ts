// npm run bench:page: what the page costs. Chromium, one run; the machine's noise is in the figures.
import type { Page } from 'playwright'
import { signInThrough, launch } from '../e2e/harness/browser.ts'
import { signUp, type Api } from '../e2e/harness/api.ts'
import { ThreadClient } from '../e2e/client.ts'
import { startServer } from '../e2e/harness/start-server.ts'
import { findChromium } from '../scripts/check/chromium.mjs'
import { startProviderProcess } from './targets.ts'

const MESSAGES = 10_000
const TOKENS = 10_000
const PROSE = `${TOKENS} tokens with code and tables stream`
/** Ten steps of a hundred calls each, and one that ends the answer. */
const CALLING = 'steps-11-words-1000-calls-100'

process.env.CHROMIUM_PATH ??= await findChromium()
const provider = await startProviderProcess()
const server = await startServer()
const browser = await launch()
try {
  const person = await signUp(server.url, 'Page')
  await person.call('PUT', '/users/settings', { make_titles: false })
  await person.customKey(provider.url)
  const project = await person.project('Page')
  await person.call('PUT', `/projects/${project.id}`, { tools: ['current_time', 'calculate'] })
  const page = await (
    await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } })
  ).newPage()
  await page.goto('/login')
  await signInThrough(page, person.email)
  await page.evaluate(watchLongTasks)
  console.table([
    ...(await streamLong(page, person, project.id, { model: `prose-${TOKENS}-0`, what: `${PROSE}, flat out` })),
    ...(await streamLong(page, person, project.id, { model: `prose-${TOKENS}-5`, what: `${PROSE}, 200 tokens/s` })),
    ...(await streamLong(page, person, project.id, { model: CALLING, what: '11,000 tokens and 1,000 calls stream' })),
    ...(await openLong(page, person, project.id)),
  ])
} finally {
  await browser.close()
  await server.stop()
  await provider.stop()
}

/** Runs in the page: the longest task since the last reset. */
function watchLongTasks(): void {
  const seen = window as unknown as { longest: number; tasks: number }
  Object.assign(seen, { longest: 0, tasks: 0 })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longest = Math.max(seen.longest, duration)
      seen.tasks++
    }
  }).observe({ type: 'longtask' })
}

async function longest(page: Page): Promise<string> {
  const ms = await page.evaluate(() => {
    const seen = window as unknown as { longest: number; tasks: number }
    const found = seen.longest
    Object.assign(seen, { longest: 0, tasks: 0 })
    return found
  })
  return ms === 0 ? 'under 50 ms' : `${Math.round(ms)} ms`
}

async function newThread(person: Api, project_id: string, model: string): Promise<string> {
  const fields = { project_id, provider: 'custom', model, title: model }
  return (await person.call<{ id: string }>('POST', '/threads', fields)).id
}

/** A full load of the page would reset what is watched: the page goes there itself, as a person's click does. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

async function streamLong(page: Page, person: Api, project_id: string, stream: { model: string; what: string }) {
  const id = await newThread(person, project_id, stream.model)
  await page.goto(`/p/${project_id}/t/${id}`)
  await page.getByTestId('chat-input').fill('Write a long answer')
  await page.getByTestId('live-state').getByText('Live').waitFor({ state: 'attached' })
  await page.evaluate(watchLongTasks)
  const started = Date.now()
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('answer-figures').waitFor({ state: 'attached', timeout: 180_000 })
  await page.waitForTimeout(1_000)
  return [
    {
      what: `longest task while ${stream.what}`,
      reached: await longest(page),
      goal: 'at most 50 ms',
      took: `${((Date.now() - started) / 1000).toFixed(1)} s`,
    },
  ]
}

async function openLong(page: Page, person: Api, project_id: string) {
  const id = await newThread(person, project_id, 'flow-0-3-0')
  const client = new ThreadClient(person, id)
  await client.connect()
  for (let turn = 0; turn < MESSAGES / 2; turn++) await ask(client, turn)
  client.cut()
  await page.goto(`/p/${project_id}`)
  await page.getByTestId('chat-input').waitFor()
  await page.waitForTimeout(1_000)
  const started = Date.now()
  await go(page, `/p/${project_id}/t/${id}`)
  await page.getByText(`Question ${MESSAGES / 2 - 1}`, { exact: true }).waitFor()
  const shown = Date.now() - started
  const reload = Date.now()
  await page.reload()
  await page.getByText(`Question ${MESSAGES / 2 - 1}`, { exact: true }).waitFor()
  const what = `open a thread of ${MESSAGES} messages`
  return [
    { what, reached: `${shown} ms`, goal: 'at most 500 ms' },
    { what: `${what}, with the whole page loaded anew`, reached: `${Date.now() - reload} ms`, goal: '' },
  ]
}

async function ask(client: ThreadClient, turn: number): Promise<void> {
  client.say(`Question ${turn}`)
  const answered = () =>
    client.messages.size === 2 * (turn + 1) && [...client.messages.values()].at(-1)!.status === 'complete'
  await client.until(answered, 30_000, `the answer of turn ${turn}`)
}
