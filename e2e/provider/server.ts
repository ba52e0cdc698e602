import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from './answer.ts'
import { RequestLog, type RecordedRequest } from './request-log.ts'
import { scriptOf } from './script.ts'
import { asksForTitle, refuse, speak, whole, type Asked } from './speech.ts'

export const TITLE = 'A title from the provider'

export interface Provider {
  port: number
  /** The base URL of a key. */
  url: string
  requests(after?: number): RecordedRequest[]
  close(): Promise<void>
}

/** A model server on loopback that speaks chat completions. The model's name says what it does: see script.ts. */
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
  const entry = log.add(request, JSON.parse(text || '{}'))
  response.on('close', () => log.end(entry, response.writableFinished ? 'complete' : 'aborted'))
  const key = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
  if (!url.pathname.endsWith('/chat/completions')) return void response.writeHead(404).end('404 page not found')
  await complete({ response, entry, log, key })
}

async function complete(asked: Asked): Promise<void> {
  const { body } = asked.entry
  const script = scriptOf(String(body.model))
  if (!script) return refuse(asked, 404, `The model '${String(body.model)}' does not exist`)
  if (body.stream !== true) return whole(asked, TITLE)
  if (asksForTitle(asked.entry)) return speak(asked, { count: 1, say: () => TITLE })
  await answer(asked, script)
}

function showLog(log: RequestLog, request: http.IncomingMessage, response: http.ServerResponse, after: number): void {
  if (request.method === 'DELETE') log.clear()
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ requests: log.list(after) }))
}

function models(path: string, response: http.ServerResponse): void {
  if (!path.endsWith('/models')) return void response.writeHead(404).end('404 page not found')
  const ids = ['flow-50-100-20', 'flow-0-1000-0', 'echo', 'think-5-10']
  const windows = [8000].flatMap((limit) => [`window-${limit}-40`, `chatgpt-window-${limit}-40`])
  const thinker = {
    id: 'think-40-10-50',
    name: 'Thinker',
    context_length: 200_000,
    supported_parameters: ['reasoning', 'tools'],
    pricing: { prompt: '0.000003', completion: '0.000015' },
  }
  const priced = { id: 'flow-0-200-0', name: 'Priced', context_length: 200_000, pricing: thinker.pricing }
  const known = [
    thinker,
    priced,
    ...ids.map((id) => ({ id })),
    ...windows.map((id) => ({ id, context_length: Number(/\d+/.exec(id)![0]) })),
  ]
  const data = known.map((model) => ({ ...model, object: 'model', created: 1, owned_by: 'tests' }))
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ object: 'list', data }))
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
