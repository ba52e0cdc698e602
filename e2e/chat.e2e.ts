import { expect, test } from 'vitest'
import { useBrowser } from './harness/browser.ts'
import { ChatPage, threadOf } from './harness/chat-page.ts'
import { flowText } from './provider/script.ts'

const { openAs, newPerson, errors } = useBrowser()

test('a whole conversation: empty, sent, answered, copied', async () => {
  const who = await newPerson()
  const project = await who.project()
  const page = await openAs(who, `/p/${project.id}`)
  await page.getByTestId('empty-chat').getByText('Start a conversation').waitFor()
  await page.getByTestId('chat-input').fill('Explain quantum computing in simple terms')
  await page.keyboard.press('Meta+Enter')
  const chat = new ChatPage(page)
  await chat.mine.getByText('Explain quantum computing').waitFor()
  await page.waitForURL(/\/t\//)
  await expect.poll(() => page.getByTestId('chat-input').inputValue()).toBe('')
})

test('an answer streams, says that it does, ends with its figures, and is copied whole', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'flow-200-40-20')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  await chat.page.getByTestId('typing-indicator').waitFor()
  await chat.answered()
  expect(await chat.page.getByTestId('typing-indicator').count()).toBe(0)
  expect((await chat.texts())[1]).toBe(flowText(40))
  await expect.poll(() => chat.page.getByTestId('answer-figures').innerText()).toMatch(/tokens/)
  await chat.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await chat.answers.hover()
  await chat.answers.getByTestId('message-action-copy').click()
  await chat.page.getByText('Copied to clipboard').waitFor()
  expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toBe(flowText(40))
})

test('stop ends the answer and keeps what arrived', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-0-2000-20')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  await chat.answers.getByText('w5').waitFor()
  await chat.page.getByTestId('stop-button').click()
  await chat.page.getByTestId('answer-stopped').waitFor()
  const { messages } = await who.messages(thread.id)
  expect(messages[1]).toMatchObject({ status: 'stopped' })
  expect((await chat.texts())[1]).toBe(messages[1]!.content.trim())
  expect(await chat.page.getByTestId('stop-button').count()).toBe(0)
})

test('what is sent while an answer runs waits in line, can be taken back, and makes one answer each', async () => {
  const who = await newPerson()
  const { thread, path } = await threadOf(who, 'flow-0-60-25')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('First')
  await chat.answers.first().waitFor()
  await chat.send('Second')
  await chat.send('Third')
  const queue = chat.page.getByTestId('queued-message')
  await queue.nth(1).getByTestId('queue-edit').click()
  await queue.nth(1).waitFor({ state: 'detached' })
  await expect.poll(() => chat.input.inputValue()).toBe('Third')
  await chat.answered(2)
  expect((await who.messages(thread.id)).messages.map((message) => message.content.slice(0, 6))).toEqual([
    'First',
    expect.stringMatching(/^w0/),
    'Second',
    expect.stringMatching(/^w0/),
  ])
  expect(await chat.bubbles.count()).toBe(4)
})

test('edit with and without keeping the answer, and the way between the versions', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say('one')
  await chat.input.press('ArrowUp')
  await chat.page.getByTestId('edit-input').fill('one, better')
  await chat.page.getByTestId('edit-keep').click()
  await chat.mine.getByText('one, better').waitFor()
  await expect.poll(() => chat.texts()).toEqual(['one, better', 'one'])
  await chat.mine.hover()
  await chat.mine.getByTestId('message-action-edit').click()
  await chat.page.getByTestId('edit-input').fill('two')
  await chat.page.getByTestId('edit-again').click()
  await chat.answers.getByText('two').waitFor()
  await chat.answered()
  const steps = chat.mine.getByTestId('branch-steps')
  await expect.poll(() => steps.innerText()).toBe('2 of 2')
  await steps.getByRole('button', { name: 'Earlier version' }).click()
  await chat.mine.getByText('one, better').waitFor()
  await expect.poll(() => chat.texts()).toEqual(['one, better', 'one'])
})

test('answer again makes a version beside the first, and delete leaves the place', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'flow-0-5-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say('Go')
  await chat.answers.getByTestId('message-action-regenerate').click()
  await chat.answers.getByText('2 of 2').waitFor()
  await chat.answered()
  await chat.mine.hover()
  await chat.mine.getByTestId('message-action-delete').click()
  await chat.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await chat.mine.getByText('Message deleted').waitFor()
  expect(await chat.bubbles.count()).toBe(2)
})

test('a provider that fails says who, what is safe and what to do; trying again works', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'status-400-1-0')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  const failed = chat.page.getByTestId('answer-failed')
  await failed.waitFor()
  await expect.poll(() => failed.innerText()).toContain('status 400 as asked')
  await failed.getByTestId('answer-again').click()
  await chat.answers.getByText('w9').waitFor()
})

test('an answer that breaks off offers to go on, and going on is a message', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'break-20-5')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.send('Go')
  const end = chat.page.locator('[data-testid=answer-interrupted], [data-testid=answer-failed]')
  await end.first().waitFor()
  expect((await chat.texts())[1]).toContain('w19')
})

test('an answer cannot run anything, lead anywhere but out, or fetch a picture', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const page = await openAs(who, path)
  const chat = await new ChatPage(page).live()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const hostile = [
    '<script>window.pwned = 1</script>',
    '<img src=x onerror="window.pwned = 2">',
    '<svg onload="window.pwned = 3">',
    '<iframe srcdoc="<script>parent.pwned = 4</script>"></iframe>',
    '[click](javascript:window.pwned=5) [data](data:text/html,<script>1</script>) [in](/settings/keys)',
    '![pixel](https://tracker.example.org/p.png) ![pixel](/api/v1/users/profile)',
    '<a href="javascript:window.pwned=6">raw</a>',
    '| <b onmouseover="window.pwned=7">cell</b> | `</code><script>window.pwned=8</script>` |',
    '|---|---|',
    '```html\n</code></pre><script>window.pwned = 9</script>\n```',
    '&lt;script&gt;window.pwned = 10&lt;/script&gt; &#x3C;img src=x onerror=window.pwned=11&#x3E;',
    '[good](https://example.org/page)',
  ].join('\n\n')
  await chat.say(hostile)
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
  const md = chat.answers.locator('.md')
  for (const name of ['script', 'img', 'iframe', '.md > svg', '[onerror]', '[onload]', '[onmouseover]', '[style]'])
    expect(await md.locator(name).count(), name).toBe(0)
  const links = await md
    .locator('a')
    .evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.getAttribute('rel')]))
  expect(links).toEqual([
    ['https://tracker.example.org/p.png', 'noopener noreferrer'],
    ['https://example.org/page', 'noopener noreferrer'],
  ])
  expect(asked.filter((url) => url.includes('tracker') || url.endsWith('/profile'))).toEqual([])
  await expect.poll(() => md.innerText()).toContain('<script>window.pwned = 10</script>')
})

test('Markdown is headings, lists, tables and colored code, however it arrives', async () => {
  const who = await newPerson()
  const { path } = await threadOf(who, 'echo')
  const chat = await new ChatPage(await openAs(who, path)).live()
  await chat.say(
    '## Title\n\n- [x] done\n- [ ] open\n  - inner\n\n| a | n |\n|---|---|\n| x | 12.5 m |\n\n```ts\nconst a: number = 1\n```\n\n> quote\n\n~~gone~~ **bold**',
  )
  const md = chat.answers.locator('.md')
  await expect.poll(() => md.locator('h3').innerText()).toBe('Title')
  expect(await md.locator('.md-box').evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')))).toEqual([
    'Done',
    'To do',
  ])
  await expect.poll(() => md.locator('li li').innerText()).toBe('inner')
  await expect.poll(() => md.locator('td').last().getAttribute('data-align')).toBe('right')
  await md.locator('.tk-keyword').first().waitFor()
  await expect.poll(() => md.locator('.md-code code').innerText()).toBe('const a: number = 1\n')
  await expect.poll(() => md.locator('del').innerText()).toBe('gone')
  await chat.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await md.getByRole('button', { name: 'Copy code' }).click()
  expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toBe('const a: number = 1\n')
})

test('no page logged an error', () => {
  // Asking who is here before there is anybody is answered 401, which the browser logs by itself.
  expect(errors.filter((error) => !error.includes('401'))).toEqual([])
})
