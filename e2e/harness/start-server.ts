import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export interface Server {
  url: string
  port: number
  state: string
  pid: number
  /** Everything it printed. */
  log(): string
  /** SIGTERM, as a person's Ctrl-C or a service manager would. */
  stop(): Promise<void>
  /** SIGKILL to every process of it at once: nothing can be tidied up. */
  kill(): Promise<void>
}

export interface ServerOptions {
  /** Left out: a fresh folder, deleted by `stop`. */
  state?: string
  /** Left out: a free one. */
  port?: number
  vars?: Record<string, string>
}

/** Limits that tests would run into; a test of a limit sets its own. */
const roomy = { LIMIT_MESSAGES_PER_MINUTE: '100000', LIMIT_AUTH_PER_MINUTE: '10000', LIMIT_API_PER_MINUTE: '100000' }

/** `npm start` without npm, in a process group of its own. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const state = options.state ?? fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-e2e-'))
  const vars = Object.entries({ ...roomy, ...options.vars }).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  const flags = ['--port', String(options.port ?? 0), '--state', state, '--no-runner', ...vars]
  const { child, output, url } = await launch(flags, options.port === undefined ? 3 : 1)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      process.kill(signal === 'SIGKILL' ? -child.pid! : child.pid!, signal)
      await exited
    }
    if (!options.state && signal === 'SIGTERM') fs.rmSync(state, { recursive: true, force: true })
  }
  return {
    url,
    port: Number(new URL(url).port),
    state,
    pid: child.pid!,
    log: output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

/** A free port may be taken by somebody else before it is bound: then another one is tried. */
async function launch(
  flags: string[],
  tries: number,
): Promise<{ child: ChildProcess; output: () => string; url: string }> {
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs'), ...flags], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // As under npm, it ends when whoever started it is gone.
    env: { ...process.env, npm_lifecycle_event: 'start' },
  })
  const output = gather(child)
  try {
    return { child, output, url: await readyUrl(child, output) }
  } catch (error) {
    if (tries > 1 && output().includes('ERR_ADDRESS_IN_USE')) return launch(flags, tries - 1)
    throw error
  }
}

function gather(child: ChildProcess): () => string {
  let text = ''
  const add = (part: Buffer) => {
    // What a server of hours says must not fill the memory of its test.
    text = (text + part.toString()).slice(-200_000)
  }
  child.stdout!.on('data', add)
  child.stderr!.on('data', add)
  return () => text
}

function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready after 180 s: ${output()}`)), 180_000)
    const look = () => {
      const found = /Ready on http:\/\/localhost:(\d+)/.exec(output())
      if (!found) return
      clearTimeout(late)
      resolve(`http://127.0.0.1:${found[1]}`)
    }
    child.stdout!.on('data', look)
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output()}`)))
  })
}
