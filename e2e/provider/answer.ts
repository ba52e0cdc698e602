import { setTimeout as sleep } from 'node:timers/promises'
import { ChatStream } from './chat-stream.ts'
import type { RecordedRequest } from './request-log.ts'
import { messagesOf, refuse, speak, usageOf, type Asked } from './speech.ts'
import { prose } from './prose.ts'
import { word, type Script } from './script.ts'
import { withWindow } from './window.ts'

/** Says what the script asks for. */
export async function answer(asked: Asked, script: Script): Promise<void> {
  const [first = 0, second = 0, third = 0] = script.numbers
  switch (script.kind) {
    case 'flow':
      return speak(asked, { first, count: second, gap: third })
    case 'stamp':
      return speak(asked, { first, count: second, gap: third, say: stamped(asked.entry) })
    case 'think':
      return think(asked, first, second, third)
    case 'prose':
      return speak(asked, { count: first, gap: second, say: prose })
    case 'echo':
      return speak(asked, { count: 1, say: () => lastMessage(asked.entry) })
    case 'status':
      return status(asked, { code: first, times: second, after: third })
    case 'break':
      return cut(asked, first, second || 5)
    case 'silent':
      return silent(asked, first)
    case 'error':
      return broken(asked, first)
    case 'nothing':
      return nothing(asked)
    case 'length':
    case 'filter':
      return speak(asked, { count: first, reason: script.kind === 'length' ? 'length' : 'content_filter' })
    case 'html':
      return webPage(asked)
    case 'redirect':
      return void asked.response.writeHead(302, { location: '/v1/elsewhere' }).end()
    case 'leak':
      return refuse(asked, 401, `Incorrect API key provided: ${asked.key}`)
    case 'huge':
      return huge(asked, first)
    case 'window':
    case 'chatgpt-window':
      return withWindow(asked, script.kind === 'chatgpt-window', script.numbers)
    case 'slow-headers':
      // nobody may be waiting any more when it is over: it must not keep a process alive
      await sleep(first, undefined, { ref: false })
      return speak(asked, { count: 10 })
  }
}

function webPage({ response }: Asked): void {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hello</title>')
}

async function think(asked: Asked, thoughts: number, count: number, gap = 0): Promise<void> {
  const stream = new ChatStream(asked.response, asked.entry)
  for (let index = 0; index < thoughts && stream.open; index++) {
    await stream.delta({ reasoning_content: ` t${index}` })
    if (gap > 0) await sleep(gap)
  }
  await stream.tokens(count, 0, 2, word)
  await stream.finish('stop', usageOf(asked.entry))
}

async function status(
  asked: Asked,
  { code, times, after }: { code: number; times: number; after: number },
): Promise<void> {
  if (asked.log.timesAsked(asked.entry) >= times) return speak(asked, { count: 10 })
  asked.response.setHeader('retry-after', String(after))
  refuse(asked, code, `status ${code} as asked`)
}

async function cut(asked: Asked, count: number, gap: number): Promise<void> {
  await new ChatStream(asked.response, asked.entry).tokens(count, 0, gap, word)
  // What was written must leave before the socket goes.
  await sleep(20)
  asked.log.end(asked.entry, 'broken')
  asked.response.destroy()
}

function nothing({ response }: Asked): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end()
}

async function silent(asked: Asked, count: number): Promise<void> {
  await new ChatStream(asked.response, asked.entry).tokens(count, 0, 5, word)
}

async function broken(asked: Asked, count: number): Promise<void> {
  const stream = new ChatStream(asked.response, asked.entry)
  await stream.tokens(count, 0, 5, word)
  await stream.error('the model fell over')
}

async function huge({ response }: Asked, megabytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write('data: {"choices":[{"index":0,"delta":{"content":"')
  for (let sent = 0; sent < megabytes && !response.destroyed; sent++) {
    response.write('x'.repeat(1024 * 1024))
    await sleep(1)
  }
  response.end()
}

function stamped(entry: RecordedRequest): (index: number) => string {
  const micros = () => Math.round((performance.timeOrigin + performance.now()) * 1000)
  const arrived = entry.at_micros
  return (index) => (index === 0 ? `r${arrived} k0@${micros()} ` : `k${index}@${micros()} `)
}

function lastMessage(entry: RecordedRequest): string {
  return String(messagesOf(entry).at(-1)?.content ?? '')
}
