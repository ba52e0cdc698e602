import net from 'node:net'
import type { AddressInfo } from 'node:net'
import zlib from 'node:zlib'
import { sampleAnswer, sampleStreams, type SampleStream } from '../../worker/src/providers/testing/sample-streams.ts'

export interface Hostile {
  /** The base URL of a key: what is asked below it is answered in this format and in this way. */
  url(format: string, manner: Manner): string
  /** Whatever reached the address that redirects lead to. */
  leaks: string[]
  /** Bytes that were taken of answers in this manner. */
  taken(manner: Manner): number
  close(): Promise<void>
}

/** What a good answer says. */
export const GOOD = ['Grüße ', 'aus ', '東京 🌍.']
const MB = 1024 * 1024
const KEY = /(?:sk-of-the-tests|AKIAOFTHETESTS)/

interface Asked {
  socket: net.Socket
  head: string
  sample: SampleStream
  isList: boolean
  /** A good answer to this request. */
  good: Buffer
  elsewhere: string
}

const lists: Record<string, object> = {
  gemini: { models: [{ name: 'models/m', supportedGenerationMethods: ['generateContent'] }] },
  ollama: { models: [{ name: 'm', model: 'm' }] },
  bedrock: {
    modelSummaries: [
      { modelId: 'm', modelName: 'M', outputModalities: ['TEXT'], inferenceTypesSupported: ['ON_DEMAND'] },
    ],
  },
}

/** Ways to answer, byte by byte as no HTTP library would let one. */
const manners = {
  good: (asked: Asked) => whole(asked, '200 OK', asked.good),
  page: (asked: Asked) => whole(asked, '200 OK', '<!doctype html><title>Welcome</title>'),
  'page of an error': (asked: Asked) => whole(asked, '404 Not Found', '<html><h1>404</h1></html>'),
  'expired key': (asked: Asked) => whole(asked, '401 Unauthorized', '{"error":{"message":"API key expired"}}'),
  'key repeated': (asked: Asked) =>
    whole(asked, '400 Bad Request', `{"error":{"message":"Odd: ${KEY.exec(asked.head)?.[0]}"}}`),
  'gzip as agreed': (asked: Asked) => whole(asked, '200 OK', zlib.gzipSync(asked.good), 'content-encoding: gzip\r\n'),
  'gzip unsaid': (asked: Asked) => whole(asked, '200 OK', zlib.gzipSync(asked.good)),
  'gzip cut': (asked: Asked) =>
    whole(asked, '200 OK', zlib.gzipSync(asked.good).subarray(0, -20), 'content-encoding: gzip\r\n'),
  'moved 301': (asked: Asked) => moved(asked, '301 Moved Permanently'),
  'moved 302': (asked: Asked) => moved(asked, '302 Found'),
  'moved 307': (asked: Asked) => moved(asked, '307 Temporary Redirect'),
  'moved 308': (asked: Asked) => moved(asked, '308 Permanent Redirect'),
  'no UTF-8': (asked: Asked) => pieces(asked, ({ text }) => [text('fine'), replaced(text('@'))]),
  'one event of 21 MB': (asked: Asked) => pieces(asked, ({ text }) => [text('#'.repeat(21 * MB))]),
  'one event of 2 MB': (asked: Asked) => pieces(asked, ({ text }) => [text('#'.repeat(2 * MB))]),
  'a call of 2 MB': (asked: Asked) => pieces(asked, ({ call }) => call(`{"a":"${'#'.repeat(2 * MB)}"}`)),
  'cut call': (asked: Asked) =>
    pieces(asked, ({ call, argumentsAreText }) => call(argumentsAreText ? '{"city": "Zür' : '{}'), 'length'),
  endless,
  'gone before its headers': ({ socket }: Asked) => socket.resetAndDestroy(),
  'gone in the middle': (asked: Asked) => goneWithin(asked, '200 OK', asked.good),
  'gone within its refusal': (asked: Asked) =>
    goneWithin(asked, '401 Unauthorized', Buffer.from('{"error":"wrong k"}')),
  'not HTTP': ({ socket }: Asked) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'no chunk': ({ socket }: Asked) => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZZ\r\nno\r\n'),
  'longer than it is': ({ socket, good }: Asked) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${good.length + 500}\r\n\r\n`)
    socket.end(good.subarray(0, good.length >> 1))
  },
  'shorter than it is': ({ socket, good }: Asked) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${good.length >> 1}\r\nconnection: close\r\n\r\n`)
    socket.end(good)
  },
}
export type Manner = keyof typeof manners

function whole({ socket }: Asked, status: string, body: string | Buffer, more = ''): void {
  const bytes = Buffer.from(body as string)
  socket.write(`HTTP/1.1 ${status}\r\ncontent-length: ${bytes.length}\r\n${more}connection: close\r\n\r\n`)
  socket.end(bytes)
}

function moved(asked: Asked, status: string): void {
  whole(asked, status, 'moved', `location: ${asked.elsewhere}\r\n`)
}

/** Lists are good here: what is wrong is in an answer. */
function pieces(asked: Asked, make: (sample: SampleStream) => Uint8Array[], end: 'stop' | 'length' = 'stop'): void {
  const { sample, isList } = asked
  if (isList) return manners.good(asked)
  whole(asked, '200 OK', Buffer.concat([...sample.begin(), ...make(sample), ...sample.end(end)]))
}

function replaced(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => (byte === 0x40 ? 0xff : byte))
}

/** 3 GB, as fast as they are taken. */
async function endless(asked: Asked): Promise<void> {
  const { socket, sample, isList } = asked
  if (isList) return manners.good(asked)
  socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n')
  const piece = sample.text('All work and no play makes Jack a dull boy. '.repeat(1500))
  for (const bytes of sample.begin()) socket.write(bytes)
  for (let sent = 0; sent < 3000 * MB && !socket.destroyed; sent += piece.length) {
    if (socket.write(piece)) continue
    await new Promise<void>((resolve) => socket.once('drain', resolve).once('close', resolve))
  }
  socket.destroy()
}

function goneWithin({ socket }: Asked, status: string, body: Buffer): void {
  socket.write(`HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\n\r\n`)
  socket.write(body.subarray(0, body.length >> 1))
  // what was written must leave before the socket goes
  setTimeout(() => socket.resetAndDestroy(), 50)
}

export async function startHostile(): Promise<Hostile> {
  const taken = new Map<string, number>()
  const leaks: string[] = []
  const trap = await listen((socket, text) => {
    leaks.push(text)
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
  })
  const server = await listen((socket, text) => {
    const [, format = '', manner = ''] = decodeURIComponent(/ (\S+) /.exec(text)?.[1] ?? '').split('/')
    const sample = sampleStreams[format]!
    const isList = /^GET|\/api\/show/.test(text)
    const list = lists[format] ?? { data: [{ id: 'm', object: 'model', type: 'model', display_name: 'M' }] }
    const good = isList ? Buffer.from(JSON.stringify(list)) : Buffer.from(sampleAnswer(sample, GOOD))
    socket.once('close', () => taken.set(manner, (taken.get(manner) ?? 0) + socket.bytesWritten))
    void manners[manner as Manner]({ socket, head: text, sample, isList, good, elsewhere: trap.url })
  })
  return {
    url: (format, manner) => `${server.url}/${format}/${encodeURIComponent(manner)}`,
    leaks,
    taken: (manner) => taken.get(manner) ?? 0,
    close: async () => void (await Promise.all([server.close(), trap.close()])),
  }
}

/** A server that calls `act` with each request that is whole: head and body. */
async function listen(act: (socket: net.Socket, text: string) => void) {
  const open = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    open.add(socket)
    let text = ''
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (head === -1 || text.length < head + 4 + length) return
      act(socket, text)
      text = ''
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    for (const socket of open) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
