import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { dollarsOf, type BillRow } from './bill.ts'
import type { Format, Json } from '../formats/format.ts'
import { formatAt, modelOf } from '../formats/formats.ts'
import { stepOf } from '../steps/answer-in-steps.ts'
import { scriptIdIn, type BillScript } from './script.ts'

export interface BillingProvider {
  url: string
  /** What it will be asked for. */
  expect(script: BillScript): void
  bill(): BillRow[]
  close(): Promise<void>
}

const TOOL = { id: 'call_1', name: 'look_up', arguments: '{"word":"bill"}' }
const SUM = { name: 'calculate', arguments: '{"expression":"6 * 7"}' }

/** A model server on loopback that speaks every format and keeps books: what it answered, to whom, and what that costs. */
export async function startBilling(): Promise<BillingProvider> {
  const scripts = new Map<string, BillScript>()
  const rows: BillRow[] = []
  const server = http.createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString()
    const path = decodeURIComponent(new URL(request.url!, 'http://provider').pathname)
    if (/\/embeddings$|\/api\/embed$/.test(path)) return embed(response, body)
    const format = formatAt(path)
    const script = scripts.get(scriptIdIn(body) ?? '')
    if (request.method === 'GET') return list(response)
    if (!format || !script) return void response.writeHead(404).end('404 page not found')
    const asked = JSON.parse(body) as Json
    const step = stepOf(format.said(asked))
    await answer({ response, format, script: capped(script, step, asked), step, model: modelOf(path, asked), rows })
  }
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    expect: (script) => void scripts.set(script.id, { ...script, refusals: [...script.refusals] }),
    bill: () => [...rows],
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface Asked {
  response: http.ServerResponse
  format: Format
  script: BillScript
  step: number
  model: string
  rows: BillRow[]
}

async function answer({ response, format, script, step, model, rows }: Asked): Promise<void> {
  const { billed } = script
  const dollars = dollarsOf(model, billed)
  const row: BillRow = { script: script.id, model, state: 'stopped', billed, dollars }
  rows.push(row)
  const isRefused = (script.refused_step ?? step) === step
  const refusal = isRefused ? script.refusals.shift() : undefined
  if (refusal !== undefined) {
    row.state = 'refused'
    return refuse(response, refusal)
  }
  response.on('finish', () => (row.state = 'complete'))
  response.writeHead(200, { 'content-type': format.type })
  response.socket?.setNoDelay(true)
  const writer = format.writer()
  response.write(writer.begin(model, billed))
  for (let at = 0; at < script.thoughts; at++) response.write(writer.thought(` t${at}`))
  for (let at = 0; at < script.words; at++) {
    if (script.gap > 0) await sleep(script.gap)
    if (response.destroyed) return
    response.write(writer.word(` w${at}`))
  }
  if (script.text !== undefined) response.write(writer.word(script.text))
  const goesOn = step < (script.later?.length ?? 0)
  if (goesOn) response.write(writer.tool({ ...SUM, id: `call_${step}` }))
  if (script.tool) response.write(writer.tool(TOOL))
  response.end(writer.end(billed, dollars, goesOn || script.tool ? 'tool_calls' : 'stop'))
}

/** What a step takes; it writes no more than it was asked for. */
function capped(script: BillScript, step: number, request: Json): BillScript {
  const { max_tokens, max_completion_tokens } = request as Record<string, number | undefined>
  const most = max_completion_tokens ?? max_tokens ?? Number.POSITIVE_INFINITY
  const whole = script.later?.[step - 1] ?? script.billed
  const billed = { ...whole, output: Math.min(whole.output, most), reasoning: Math.min(whole.reasoning, most) }
  return { ...script, billed }
}

function list(response: http.ServerResponse): void {
  const data = ['gpt-4o', 'house-model'].map((id) => ({ id, object: 'model', created: 1, owned_by: 'tests' }))
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }))
}

/** A vector of a text's first three character codes, for each text. Not billed. */
function embed(response: http.ServerResponse, body: string): void {
  const { input } = JSON.parse(body) as { input: string[] }
  const vectors = input.map((text) => [0, 1, 2].map((at) => (text.charCodeAt(at) || 0) / 128))
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }))
  const tokens = input.length * 3
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  const both = { object: 'list', data, usage, embeddings: vectors, prompt_eval_count: tokens }
  response.setHeader('content-type', 'application/json').end(JSON.stringify(both))
}

function refuse(response: http.ServerResponse, status: number): void {
  const headers = { 'content-type': 'application/json', 'retry-after': '0' }
  response.writeHead(status, headers).end(JSON.stringify({ error: { message: `status ${status}`, code: status } }))
}
