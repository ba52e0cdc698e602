import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { RecordedCase } from '../../worker/src/providers/testing/recorded-cases.ts'

/** How a recording's bytes leave: in one piece, in pieces of so many bytes, or cut once at a place. */
export type Cut = 'whole' | `every-${number}` | `at-${number}`

export interface Replay {
  url: string
  close(): Promise<void>
}

const SEPARATOR = '--'
/** Said by the connection itself, which here is another. */
const OURS = new Set(['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive', 'date'])

/** The name of the model that answers with a recording: without signs that an address would change. */
export function replayModel(name: string, cut: Cut): string {
  return `${name.replaceAll('/', '__')}${SEPARATOR}${cut}`
}

/** Answers every request with the recording that its model is named after, byte for byte, with its status and headers. */
export async function startReplay(cases: RecordedCase[]): Promise<Replay> {
  const byName = new Map(cases.map((one) => [one.name, one]))
  const server = http.createServer((request, response) => {
    void answer(byName, request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function answer(
  cases: Map<string, RecordedCase>,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const [name = '', cut = 'whole'] = modelOf(request.url ?? '', Buffer.concat(parts).toString()).split(SEPARATOR)
  const recorded = cases.get(name.replaceAll('__', '/'))
  if (!recorded) return void response.writeHead(404).end('404 page not found')
  const headers = Object.entries(recorded.headers).filter(([header]) => !OURS.has(header.toLowerCase()))
  response.socket?.setNoDelay(true)
  response.writeHead(recorded.status ?? 200, Object.fromEntries(headers))
  for (const piece of pieces(recorded.body, cut as Cut)) {
    response.write(piece)
    // each leaves by itself
    await turn()
  }
  response.end()
}

/** In the body, or in the path as Gemini and Bedrock have it. */
function modelOf(url: string, body: string): string {
  const inPath = /\/models?\/([^/:]+)[/:]/.exec(decodeURIComponent(url))
  return inPath?.[1] ?? String((JSON.parse(body || '{}') as { model?: unknown }).model)
}

function* pieces(body: Uint8Array, cut: Cut): Generator<Uint8Array> {
  if (cut === 'whole') return yield body
  const [kind, text] = cut.split('-')
  const size = Number(text)
  if (kind === 'at') {
    yield body.subarray(0, size)
    return yield body.subarray(size)
  }
  for (let from = 0; from < body.length; from += size) yield body.subarray(from, from + size)
}
