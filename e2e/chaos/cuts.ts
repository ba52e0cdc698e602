import { setTimeout as sleep } from 'node:timers/promises'
import { ThreadClient } from '../client.ts'
import { flowText } from '../provider/script.ts'
import type { ChaosOptions } from './prepare.ts'
import { compareWords } from './words.ts'

export interface CutsResult {
  cuts: number
  turns: number
  lost: number
  doubled: number
  faults: string[]
}

export interface CutsOptions extends ChaosOptions {
  key_id: string
  cuts: number
}

const CLIENTS = 3
const TOKENS = 150
const model = `flow-40-${TOKENS}-12`

/** Streams in several threads while their clients' connections are cut at random; every client must end with every word. */
export async function runCuts({ threads = 8, random = Math.random, ...options }: CutsOptions): Promise<CutsResult> {
  const result: CutsResult = { cuts: 0, turns: 0, lost: 0, doubled: 0, faults: [] }
  await Promise.all(Array.from({ length: threads }, () => runThread({ ...options, random, result })))
  return result
}

interface Run extends CutsOptions {
  random: () => number
  result: CutsResult
}

async function runThread(run: Run): Promise<void> {
  const thread = await run.api.thread(run.project_id)
  const clients = Array.from({ length: CLIENTS }, () => new ThreadClient(run.api, thread.id))
  await Promise.all(clients.map((client) => client.connect()))
  while (run.result.cuts < run.cuts) {
    await runTurn(run, clients)
    run.result.turns++
  }
  await compareWithRest(run, thread.id, clients)
  for (const client of clients) client.close()
}

async function runTurn(run: Run, clients: ThreadClient[]): Promise<void> {
  const [sender] = clients as [ThreadClient]
  const before = sender.answers().length
  sender.say('go', { provider: 'custom', model, key_id: run.key_id })
  const answer = await sender.until(() => sender.answers()[before], 20_000, 'an answer to begin')
  let streaming = true
  const cutting = Promise.all(clients.map((client) => cutAtRandom(run, client, () => streaming)))
  while (streaming) {
    await sleep(100)
    streaming = !clients.some((client) => isDone(client, answer.id))
  }
  await cutting
  await Promise.all(
    clients.map((client) => client.until(() => isDone(client, answer.id), 20_000, 'the end of an answer')),
  )
  for (const client of clients) judge(run.result, client, answer.id)
}

function isDone(client: ThreadClient, id: string): boolean {
  const status = client.messages.get(id)?.status
  return status !== undefined && status !== 'streaming'
}

/** Half of the cuts come while the client is being caught up: right after its connection opened. */
async function cutAtRandom(run: Run, client: ThreadClient, streaming: () => boolean): Promise<void> {
  const { random, result } = run
  while (streaming() && result.cuts < run.cuts) {
    await sleep(random() < 0.5 ? random() * 10 : random() * 700)
    if (!streaming()) return
    client.cut()
    result.cuts++
    if (random() < 0.1) client.forget()
    await sleep(random() * 300)
    await reconnect(client)
  }
}

async function reconnect(client: ThreadClient): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.connect()
    } catch (error) {
      if (attempt === 5) throw error
      await sleep(100 * attempt)
    }
  }
}

function judge(result: CutsResult, client: ThreadClient, id: string): void {
  const known = client.messages.get(id)
  const { lost, doubled } = compareWords(known?.content ?? '', flowText(TOKENS))
  result.lost += lost
  result.doubled += doubled
  if (known?.status !== 'complete') result.faults.push(`an answer ended ${known?.status}`)
  result.faults.push(...client.faults.splice(0))
}

async function compareWithRest({ api, result }: Run, thread_id: string, clients: ThreadClient[]): Promise<void> {
  const { messages } = await api.messages(thread_id)
  for (const message of messages) {
    const wrong = clients.filter((client) => {
      const known = client.messages.get(message.id)
      return known !== undefined && known.content !== message.content
    })
    if (wrong.length) result.faults.push(`${wrong.length} clients and REST differ about a message`)
  }
}
