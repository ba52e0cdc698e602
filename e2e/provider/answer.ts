import { setTimeout as sleep } from 'node:timers/promises'
import { ChatStream } from './chat-stream.ts'
import type { RecordedRequest } from './request-log.ts'
import { messagesOf, refuse, speak, usageOf, type Asked } from './speech.ts'
import { prose } from './prose.ts'
import { word, type Script } from './script.ts'
import { withWindow } from './window.ts'

type Saying = (asked: Asked, numbers: [number, number, number]) => void | Promise<void>

const sayings: Record<Script['kind'], Saying> = {
  flow: (asked, [first, count, gap]) => speak(asked, { first, count, gap }),
  stamp: (asked, [first, count, gap]) => speak(asked, { first, count, gap, say: stamped(asked.entry) }),
  think: (asked, [thoughts, count, gap]) => think(asked, thoughts, count, gap),
  prose: (asked, [count, gap]) => speak(asked, { count, gap, say: prose }),
  echo: (asked) => speak(asked, { count: 1, say: () => lastMessage(asked.entry) }),
  status: (asked, [code, times, after]) => status(asked, { code, times, after }),
  break: (asked, [count, gap]) => cut(asked, count, gap || 5),
  silent: (asked, [count]) => silent(asked, count),
  error: (asked, [count]) => broken(asked, count),
  nothing: (asked) => nothing(asked),
  length: (asked, [count]) => speak(asked, { count, reason: 'length' }),
  filter: (asked, [count]) => speak(asked, { count, reason: 'content_filter' }),
  html: (asked) => webPage(asked),
  redirect: (asked) => void asked.response.writeHead(302, { location: '/v1/elsewhere' }).end(),
  leak: (asked) => refuse(asked, 401, `Incorrect API key provided: ${asked.key}`),
  huge: (asked, [megabytes]) => huge(asked, megabytes),
  window: (asked, numbers) => withWindow(asked, false, numbers),
  'chatgpt-window': (asked, numbers) => withWindow(asked, true, numbers),
  'slow-headers': async (asked, [ms]) => {
    // nobody may be waiting any more when it is over: it must not keep a process alive
    await sleep(ms, undefined, { ref: false })
    await speak(asked, { count: 10 })
  },
}

/** Says what the script asks for. */
export async function answer(asked: Asked, { kind, numbers }: Script): Promise<void> {
  const [first = 0, second = 0, third = 0] = numbers
  await sayings[kind](asked, [first, second, third])
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
