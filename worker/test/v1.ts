import { SELF } from 'cloudflare:test'
import { ORIGIN, type Client } from './client.ts'

/** Another program that calls /v1 with an access token. */
export class Program {
  readonly token: string
  readonly token_id: string

  constructor(token: string, token_id: string) {
    this.token = token
    this.token_id = token_id
  }

  static async of(who: Client, more: object = {}): Promise<Program> {
    const { body } = await who.post('/tokens', { name: 'Program', scopes: ['v1'], ...more })
    return new Program(body.token, body.id)
  }

  fetch(path: string, body?: unknown, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
    const sent = body === undefined ? { method: 'GET' } : { method: 'POST', body: text(body) }
    return SELF.fetch(`${ORIGIN}/v1${path}`, { headers, ...sent, ...init })
  }

  async json(path: string, body?: unknown) {
    const response = await this.fetch(path, body)
    // tests look into answers of every shape
    return { status: response.status, headers: response.headers, body: (await response.json()) as any }
  }

  /** A model of the loopback server, asked to say something. */
  chat(model: string, more: object = {}) {
    return this.json('/chat/completions', ask(model, more))
  }

  async stream(model: string, more: object = {}): Promise<Streamed> {
    const response = await this.fetch('/chat/completions', { ...ask(model, more), stream: true })
    return readStream(await response.text(), response.status)
  }
}

export const ask = (model: string, more: object = {}) => ({
  model: `custom/${model}`,
  messages: [{ role: 'user', content: 'Say it' }],
  ...more,
})

export interface Streamed {
  status: number
  chunks: any[]
  text: string
  reasoning: string
  finish: string | null
  usage: any
  error: any
  /** Whether `[DONE]` came. */
  done: boolean
}

export function readStream(body: string, status = 200): Streamed {
  const frames = body.split('\n\n').filter((frame) => frame.startsWith('data: '))
  const data = frames.map((frame) => frame.slice(6))
  const chunks = data.filter((one) => one !== '[DONE]').map((one) => JSON.parse(one))
  const choices = chunks.flatMap((chunk) => chunk.choices ?? [])
  const joined = (name: string) => choices.map((choice) => choice.delta[name] ?? '').join('')
  return {
    status,
    chunks,
    text: joined('content'),
    reasoning: joined('reasoning_content'),
    finish: choices.at(-1)?.finish_reason ?? null,
    usage: chunks.findLast((chunk) => chunk.usage)?.usage,
    error: chunks.find((chunk) => chunk.error)?.error,
    done: data.at(-1) === '[DONE]',
  }
}

const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body))
