import { expect, inject, test } from 'vitest'
import type { Message, ToolCall } from '#protocol/message.ts'
import type { Project } from '#protocol/rest/projects.ts'
import type { Thread } from '#protocol/thread.ts'
import type { Api } from './harness/api.ts'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'

const { openAs, newPerson, errors } = useBrowser()

const widths = [
  { width: 1280, height: 800 },
  { width: 375, height: 740 },
]

/** What stands in an answer, in the order in which it stands there: its texts and its calls. */
async function pieces(chat: ChatPage): Promise<string[]> {
  const parts = chat.answers.last().locator('.md, [data-testid=tool-call], [data-testid=tool-run]')
  const all = await parts.evaluateAll((some) =>
    some.map((one) => (one.classList.contains('md') ? '' : '> ') + (one as HTMLElement).innerText),
  )
  return all.map((one) => one.replace(/\s+/g, ' ').trim())
}

async function shows(chat: ChatPage, expected: (string | RegExp)[]): Promise<void> {
  const wanted = expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one)))
  await expect.poll(() => pieces(chat)).toEqual(wanted)
}

/** A thread in a project that has its tools switched on. */
async function withTools(model: string): Promise<{ who: Api; path: string; thread: Thread }> {
  const who = await newPerson()
  const made = await threadOf(who, model)
  await who.call('PUT', `/projects/${made.thread.project_id}`, { tools: ['current_time', 'calculate'] })
  return { who, ...made }
}

const threeSteps = [
  's0w0 s0w1 s0w2',
  '> Calculated 0 * 10 + 0 0',
  's1w0 s1w1 s1w2',
  /^> Looked up the time Asia\/Tokyo \w+day \d\d:\d\d$/,
  's2w0 s2w1 s2w2',
]

for (const viewport of widths) {
  test(`at ${viewport.width}: text, a call, text, a call, text, each in its place wherever it is seen`, async () => {
    const { who, path, thread } = await withTools('steps-3-words-3-gap-150')
    const chat = await new ChatPage(await openAs(who, path, { viewport })).live()
    await chat.send('Go')
    const seen: string[][] = []
    while ((await chat.page.getByTestId('answer-figures').count()) === 0) seen.push(await pieces(chat))
    await shows(chat, threeSteps)
    const final = await pieces(chat)
    // whatever was there while it came is there now, at the same place; only a call's own words change
    for (const [at, piece] of seen.flatMap((before) => [...before.entries()]))
      expect(final[at]?.startsWith(piece.startsWith('>') ? '>' : piece), `${piece} at ${at} of ${final}`).toBe(true)
    expect(new Set(seen.map((before) => before.length)).size).toBeGreaterThan(3)
    await chat.page.reload()
    await shows(chat, threeSteps)
    await shows(await new ChatPage(await openAs(who, path, { viewport })).live(), threeSteps)
    const fork = await who.call<Thread>('POST', `/threads/${thread.id}/fork`, {})
    await chat.page.goto(`/p/${fork.project_id}/t/${fork.id}`)
    await shows(chat, threeSteps)
  })

  test(`at ${viewport.width}: the demo uses its tools before anybody has chosen any, and says where they are off`, async () => {
    const who = await newPerson()
    const project = await who.call<Project>('POST', '/projects', { name: 'Tests', default_provider: 'demo' })
    const chat = new ChatPage(await openAs(who, `/p/${project.id}`, { viewport }))
    await chat.send('What is 12.5 * 8?')
    await chat.answered()
    await shows(chat, [/I will work that out\.$/, '> Calculated 12.5 * 8 100', '12.5 * 8 = 100'])
    const tools = chat.page.getByTestId('tools-switch')
    await expect.poll(() => tools.getAttribute('aria-checked')).toBe('true')
    await tools.click()
    await chat.say('What is 2 * 8?', 2)
    expect((await pieces(chat)).join()).toContain('Tools is off')
    // of the project, and of no one device
    const elsewhere = (await openAs(who, `/p/${project.id}`, { viewport })).getByTestId('tools-switch')
    await expect.poll(() => elsewhere.getAttribute('aria-checked')).toBe('false')
  })
}

test('who comes in the middle sees what who watched from the beginning sees, and so does REST', async () => {
  const { who, path, thread } = await withTools('steps-4-words-6-gap-60-think-calls-2')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  await chat.answers.getByText('s1w3').waitFor()
  const other = await new ChatPage(await openAs(who, path)).live()
  await Promise.all([chat.answered(), other.answered()])
  await expect.poll(async () => (await pieces(chat)).length).toBe(4 + 3 * 2)
  await expect.poll(() => pieces(other)).toEqual(await pieces(chat))
  // thoughts stand before each step's words
  expect(await other.page.getByTestId('thinking').count()).toBe(4)
  const answer = (await who.messages(thread.id)).messages[1] as Message
  expect(answer.steps).toHaveLength(4)
  await chat.page.getByTestId('answer-figures').click()
  const details = (await chat.page.getByTestId('answer-details').innerText()).replace(/\s+/g, ' ')
  const { usage } = answer.steps?.[1] ?? {}
  expect(details).toContain('Steps 4')
  expect(details).toContain(
    `step 2 ${usage?.input_tokens} in, ${usage?.output_tokens} out · price unknown · called tools`,
  )
})

test('a call opens by keyboard for what was written and what came back; copying gives the text as it reads', async () => {
  const { who, path } = await withTools('steps-2-words-3')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say('Go')
  const call = chat.page.getByTestId('tool-call')
  await call.focus()
  await chat.page.keyboard.press('Enter')
  await expect.poll(() => call.getAttribute('aria-expanded')).toBe('true')
  await chat.page.getByRole('group', { name: 'Input' }).getByText('"expression": "0 * 10 + 0"').waitFor()
  await expect.poll(() => chat.page.getByRole('group', { name: 'Output' }).innerText()).toBe('0')
  await chat.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await chat.answers.getByTestId('message-action-copy').click()
  expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toBe('s0w0 s0w1 s0w2\n\ns1w0 s1w1 s1w2')
})

test('a call in the middle of a word breaks no word, and what went wrong is said in words', async () => {
  const { who, path } = await withTools('steps-2-words-3-midword-wrong')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say('Go')
  await shows(chat, [
    's0w0 s0w1 s0w2 broken',
    /^> Tried to calculate .*The arguments of calculate don't fit/,
    's1w0 s1w1 s1w2',
  ])
})

test('a thousand calls are one line that opens for the first of them, and the page stays quick', async () => {
  const { who, path } = await withTools('steps-2-words-3-calls-998')
  const chat = await new ChatPage(await openAs(who, path)).live()
  const { page } = chat
  await page.evaluate(() => {
    const seen = window as unknown as { longest: number }
    seen.longest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
    }).observe({ type: 'longtask' })
  })
  await chat.say('Go')
  const run = page.getByTestId('tool-run')
  // what is more than a hundred at once is not run
  await run.getByText('998 calls of 2 tools').waitFor()
  await expect.poll(() => run.innerText()).toContain('898 failed')
  await run.click()
  expect(await page.getByTestId('tool-call').count()).toBe(50)
  await page.getByRole('button', { name: 'Show 50 more calls of 948' }).click()
  expect(await page.getByTestId('tool-call').count()).toBe(100)
  expect(await page.evaluate(() => (window as unknown as { longest: number }).longest)).toBeLessThan(1000)
})

test('a long output is loaded whole on request', async () => {
  const { who, path } = await withTools('steps-2-words-3')
  const page = await openAs(who, '/')
  const whole = `begin ${'0123456789'.repeat(50_000)}`
  // no tool of today says as much: the room's words are changed on their way
  await page.routeWebSocket('**/ws/chat/**', (socket) => {
    const server = socket.connectToServer()
    server.onMessage((text) => {
      const frame = JSON.parse(String(text)) as { type: string } & Partial<ToolCall>
      if (frame.type === 'tool_call' && frame.output)
        Object.assign(frame, { output: 'begin …', output_ref: '/somewhere' })
      socket.send(JSON.stringify(frame))
    })
  })
  let failing = true
  await page.route('**/api/v1/messages/*/outputs/*', (route) =>
    failing ? route.abort() : route.fulfill({ body: whole, contentType: 'text/plain' }),
  )
  await page.goto(path)
  const chat = await new ChatPage(page).live()
  await chat.say('Go')
  await page.getByTestId('tool-call').click()
  await page.getByTestId('whole-output').click()
  await page.getByText('Edgewise did not answer').waitFor()
  failing = false
  await page.getByTestId('whole-output').click()
  await page.getByText('The first 200,000 of 500,006 characters').waitFor()
  await expect.poll(() => page.getByRole('group', { name: 'Output' }).innerText()).toBe(whole.slice(0, 200_000))
})

test('a screen reader hears once in a turn that a tool is used', async () => {
  const { who, path } = await withTools('steps-4-words-3-gap-30')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.page.getByTestId('announcer').evaluate((announcer) => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver(() => heard.push(announcer.textContent ?? '')).observe(announcer, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  await chat.say('Go')
  const heard = await chat.page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard.filter((words) => words.includes('tool'))).toEqual(['Using a tool: Calculator'])
})

test('the switch is off until somebody chooses, is remembered for everyone in the project, and answers to a keyboard', async () => {
  const who = await newPerson()
  const { path, thread } = await threadOf(who, 'steps-2-words-3')
  const chat = await new ChatPage(await openAs(who, path)).live()
  const tools = chat.page.getByRole('switch', { name: 'Tools' })
  await expect.poll(() => tools.getAttribute('aria-checked')).toBe('false')
  await chat.say('Go')
  await shows(chat, ['s0w0 s0w1 s0w2', /^> Tried to calculate .*not run/])
  await tools.focus()
  await chat.page.keyboard.press('Space')
  await expect.poll(() => tools.getAttribute('aria-checked')).toBe('true')
  await chat.say('Go again', 2)
  await shows(chat, ['s0w0 s0w1 s0w2', '> Calculated 0 * 10 + 0 0', 's1w0 s1w1 s1w2'])
  const { tools: remembered } = await who.call<Project>('GET', `/projects/${thread.project_id}`)
  expect(remembered).toEqual(['current_time', 'calculate'])

  const reader = await newPerson('Jonas')
  await who.call('POST', `/projects/${thread.project_id}/members`, { email: reader.email, role: 'viewer' })
  const theirs = (await openAs(reader, path)).getByRole('switch', { name: 'Tools' })
  expect([await theirs.getAttribute('aria-checked'), await theirs.isDisabled()]).toEqual(['true', true])
})

test('a model that can’t use tools is not offered any, and the switch says so', async () => {
  const who = await newPerson()
  const key = { provider: 'ollama', key_name: 'own', key: 'x', base_url: inject('providerUrl').replace(/\/v1$/, '') }
  await who.call('POST', '/keys', key)
  const project = await who.project()
  await who.call('PUT', `/projects/${project.id}`, { tools: ['calculate'] })
  const fields = { project_id: project.id, provider: 'ollama', model: 'steps-3', title: 'Test' }
  const thread = await who.call<Thread>('POST', '/threads', fields)
  for (const viewport of widths) {
    const page = await openAs(who, `/p/${project.id}/t/${thread.id}`, { viewport })
    const tools = page.getByRole('switch', { name: 'Tools' })
    await expect.poll(() => tools.innerText()).toContain('can’t use tools')
    await expect.poll(() => tools.getAttribute('aria-checked')).toBe('false')
    await tools.click({ force: true })
    await expect.poll(() => tools.getAttribute('aria-checked')).toBe('false')
    const about = await tools.getAttribute('aria-describedby')
    await expect.poll(() => page.locator(`[id="${about}"]`).textContent()).toBe('steps-3 can’t use tools')
  }
  expect((await who.call<Project>('GET', `/projects/${project.id}`)).tools).toEqual(['calculate'])
})

test('no page logged an error', () => {
  expect(errors.filter((error) => !/401|Failed to load resource/.test(error))).toEqual([])
})
