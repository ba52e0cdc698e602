import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { WebSocket } from 'ws'
import { signUp } from '../e2e/harness/api.ts'
import { startServer } from '../e2e/harness/start-server.ts'

/** One conversation: asks for an answer, hears its text piece by piece, and says how many bytes came. */
export interface Session {
  ask(model: string, onText: (text: string) => void): Promise<number>
  close(): void
}

export interface Target {
  name: string
  pid: number
  open(): Promise<Session>
  stop(): Promise<void>
}

/** The model server, in a process of its own so that nobody's CPU but its own is spent on it. */
export async function startProviderProcess(): Promise<{ url: string; stop(): Promise<void> }> {
  const { child, said } = await startScript([path.join(import.meta.dirname, '../e2e/provider/server.ts'), '0'])
  return { url: /http\S+/.exec(said)![0], stop: () => end(child) }
}

export async function startRelay(provider: string): Promise<Target> {
  const { child, said } = await startScript([path.join(import.meta.dirname, 'relay/serve.mjs'), provider])
  const url = /ws\S+/.exec(said)![0]
  return { name: 'relay', pid: child.pid!, open: () => openRelay(`${url}/${randomUUID()}`), stop: () => end(child) }
}

async function openRelay(url: string): Promise<Session> {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  await once(socket, 'open')
  return {
    close: () => socket.close(),
    ask: (model, onText) =>
      new Promise((resolve) => {
        let bytes = 0
        listen(socket, (text) => {
          bytes += text.length
          if (text !== '\0') return onText(text)
          resolve(bytes)
        })
        socket.send(model)
      }),
  }
}

export async function startRoom(provider: string): Promise<Target> {
  const server = await startServer()
  const api = await signUp(server.url, 'Bench')
  await api.call('PUT', '/users/settings', { make_titles: false })
  const { id: key_id } = await api.customKey(provider)
  const project = await api.project('Bench')
  const open = async () => {
    const { id } = await api.thread(project.id)
    const authorization = `Bearer ${api.token}`
    const url = `${server.url.replace('http', 'ws')}/ws/chat/${id}`
    const socket = new WebSocket(url, { headers: { authorization }, perMessageDeflate: false })
    // The room's first frame may come with the answer to the upgrade.
    await once(socket, 'message')
    return roomSession(socket, key_id)
  }
  return { name: 'room', pid: server.pid, open, stop: () => server.stop() }
}

function roomSession(socket: WebSocket, key_id: string): Session {
  return {
    close: () => socket.close(),
    ask: (model, onText) =>
      new Promise((resolve, reject) => {
        let bytes = 0
        listen(socket, (text) => {
          bytes += text.length
          const frame = JSON.parse(text)
          if (frame.type === 'error') return reject(new Error(text))
          if (frame.type !== 'stream_chunk') return
          if (frame.chunk) onText(frame.chunk)
          if (frame.is_final) resolve(bytes)
        })
        const asked = { provider: 'custom', key_id, model, content: 'go', message_id: randomUUID() }
        socket.send(JSON.stringify({ type: 'send_message', ...asked }))
      }),
  }
}

function listen(socket: WebSocket, onText: (text: string) => void): void {
  socket.onmessage = ({ data }) => onText(String(data))
}

/** Starts a script and waits for its first line. */
function startScript(args: string[]): Promise<{ child: ChildProcess; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout!.once('data', (text: Buffer) => resolve({ child, said: text.toString().trim() }))
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
