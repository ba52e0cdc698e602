import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Billed {
  /** The base URL of a key. */
  url: string
  close(): Promise<void>
}
interface BilledUsage {
  prompt_tokens: number
  completion_tokens: number
}

/**
 * A model server on loopback that knows every model, takes every key but `sk-wrong`, and reports the same usage for each
 * answer: with a model whose price is known, a test knows what the answer costs.
 */
export async function startBilled(usage: BilledUsage, models = ['gpt-4o-mini', 'gpt-4o']): Promise<Billed> {
  const server = http.createServer((request, response) => {
    if (request.headers.authorization?.includes('sk-wrong')) return refuse(response)
    if (request.url?.endsWith('/models')) return json(response, { data: models.map((id) => ({ id, object: 'model' })) })
    request.resume().on('end', () => answer(response, usage))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function refuse(response: http.ServerResponse): void {
  response.writeHead(401, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } }))
}

function json(response: http.ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function answer(response: http.ServerResponse, usage: BilledUsage): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const total_tokens = usage.prompt_tokens + usage.completion_tokens
  const chunks = [
    { choices: [{ index: 0, delta: { role: 'assistant', content: 'Counted.' }, finish_reason: null }] },
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    { choices: [], usage: { ...usage, total_tokens } },
  ]
  for (const chunk of chunks) response.write(`data: ${JSON.stringify({ id: 'c', ...chunk })}\n\n`)
  response.end('data: [DONE]\n\n')
}
