import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from './answer.ts'
import { formatAt, modelOf } from './formats/formats.ts'
import { modelsAt } from './models.ts'
import { RequestLog, type RecordedRequest } from './request-log.ts'
import { scriptOf } from './script.ts'
import { asksForTitle, refuse, speak, TITLE, whole, type Asked } from './speech.ts'
import { answerInSteps } from './steps/answer-in-steps.ts'
import { stepsScriptOf } from './steps/steps-script.ts'

export interface Provider {
  port: number
  /** The base URL of a key. */
  url: string
  requests(after?: number): RecordedRequest[]
  close(): Promise<void>
}

/**
 * A model server on loopback. The model's name says what it does: see script.ts for chat completions, and steps-script.ts for
 * answers in steps, which it gives in every format (steps-keys.ts has their addresses).
 */
export async function startProvider({ port = 0 }: { port?: number } = {}): Promise<Provider> {
  const log = new RequestLog()
  const server = http.createServer((request, response) => {
    handle(log, request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  // Thousands of streams may end here at once; an idle connection is nobody's business but the test's.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}/v1`,
    requests: (after = 0) => log.list(after),
    close: () => close(server),
  }
}

async function handle(log: RequestLog, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://provider')
  if (url.pathname === '/__requests') return showLog(log, request, response, Number(url.searchParams.get('after') ?? 0))
  const text = await bodyOf(request)
  if (request.method === 'GET') return models(url.pathname, response)
  const path = decodeURIComponent(url.pathname)
  const body = JSON.parse(text || '{}') as Record<string, unknown>
  const entry = log.add(request, body, modelOf(path, body))
  response.on('close', () => log.end(entry, response.writableFinished ? 'complete' : 'aborted'))
  const key = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
  await answerAt(path, { response, entry, log, key })
}

async function answerAt(path: string, asked: Asked): Promise<void> {
  const { model, body } = asked.entry
  const format = formatAt(path)
  if (!format) return void asked.response.writeHead(404).end('404 page not found')
  const isChat = format.wire === 'chat'
  const steps = stepsScriptOf(model)
  const script = isChat ? scriptOf(model) : undefined
  if (!steps && !script) return refuse(asked, 404, `The model '${model}' does not exist`)
  if (isChat && body.stream !== true) return whole(asked, TITLE)
  if (steps) return answerInSteps(asked, format, steps)
  if (asksForTitle(asked.entry)) return speak(asked, { count: 1, say: () => TITLE })
  if (script) await answer(asked, script)
}

function showLog(log: RequestLog, request: http.IncomingMessage, response: http.ServerResponse, after: number): void {
  if (request.method === 'DELETE') log.clear()
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ requests: log.list(after) }))
}

function models(path: string, response: http.ServerResponse): void {
  const list = modelsAt(path)
  if (!list) return void response.writeHead(404).end('404 page not found')
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(list))
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

function close(server: http.Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

if (import.meta.main) {
  const provider = await startProvider({ port: Number(process.argv[2] ?? 9900) })
  console.log(`provider on ${provider.url}`)
}
