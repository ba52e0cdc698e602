import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { TOOL_NAMES } from '#protocol/tool-names.ts'
import type { Message } from '#protocol/message.ts'
import type { Thread } from '#protocol/thread.ts'
import { ThreadClient } from '../client.ts'
import type { Api } from '../harness/api.ts'
import { startServer, type Server } from '../harness/start-server.ts'
import type { Provider } from '../provider/server.ts'
import { chaosVars, checkEnd, RECOVERY_MS, settled } from './kills.ts'
import type { ChaosOptions } from './prepare.ts'
import { billFaults } from './steps-bill.ts'
import { faultsOf, makeKeys, metAt, planTurn, type ChosenKey, type Met, type StepsTurn } from './steps-turn.ts'

export interface StepsKillsResult {
  kills: number
  turns: number
  /** How turns ended: `complete`, `interrupted`. */
  endings: Record<string, number>
  /** Where kills met the turns that ran. */
  met: Record<Met, number>
  acknowledged_lost: number
  turns_without_end: number
  ended_only_when_asked: number
  faults: string[]
}

export interface StepsKillsOptions extends ChaosOptions {
  server: Server
  provider: Provider
  kills: number
}

/** A few kills meet turns before their first word, and a few come after their end. */
const KILL_WITHIN_MS = 4_000

/** Somebody's thread with a turn that runs, in every second one another behind it, and two browsers, one of them away. */
interface Scene {
  id: string
  watches: ThreadClient
  away: ThreadClient
  turns: Map<string, StepsTurn>
}

/** Kills the whole server in the middle of turns of several steps, starts it on the same state, and looks at what is there. */
export async function runStepsKills(options: StepsKillsOptions): Promise<{ result: StepsKillsResult; server: Server }> {
  const { threads = 4, random = Math.random, api, provider } = options
  const met = { before: 0, text: 0, calls: 0, between: 0, after: 0 }
  const lost = { acknowledged_lost: 0, turns_without_end: 0, ended_only_when_asked: 0 }
  const result: StepsKillsResult = { kills: 0, turns: 0, endings: {}, met, ...lost, faults: [] }
  const keys = await makeKeys(api, provider.url)
  let server = options.server
  while (result.kills < options.kills) {
    const from = provider.requests().at(-1)?.id ?? 0
    const tag = result.kills * threads * 2
    const begun = Array.from({ length: threads }, (_, at) => begin(options, keys, { tag: tag + at * 2, random }))
    const scenes = await Promise.all(begun)
    await sleep(random() * KILL_WITHIN_MS)
    const killedAt = Date.now()
    await server.kill()
    result.kills++
    for (const { watches, away } of scenes) {
      met[metAt(watches.answers()[0])]++
      watches.cut()
      away.cut()
    }
    server = await startServer({ port: server.port, state: server.state, vars: chaosVars })
    await sleep(RECOVERY_MS)
    await api.signInAgain()
    await Promise.all(scenes.map((scene) => judge({ api, provider, result, killedAt, from }, scene)))
  }
  return { result, server }
}

async function begin(
  { api, project_id }: StepsKillsOptions,
  keys: ChosenKey[],
  { tag, random }: { tag: number; random: () => number },
): Promise<Scene> {
  const { id } = await api.thread(project_id)
  const [watches, away] = [new ThreadClient(api, id), new ThreadClient(api, id)]
  await Promise.all([watches.connect(), away.connect()])
  const turns = new Map<string, StepsTurn>()
  for (const one of tag % 4 ? [tag, tag + 1] : [tag]) {
    const turn = planTurn(one, keys, random)
    const { wire: _, ...choice } = turn.key
    const more = { ...choice, model: turn.model, mode: turn.mode, options: { tools: [...TOOL_NAMES] } }
    turns.set(watches.say(`go ${one}`, more), turn)
  }
  setTimeout(() => away.cut(), random() * KILL_WITHIN_MS)
  return { id, watches, away, turns }
}

interface Judge {
  api: Api
  provider: Provider
  result: StepsKillsResult
  killedAt: number
  /** The newest request before this round. */
  from: number
}

async function judge(run: Judge, { id, watches, away, turns }: Scene): Promise<void> {
  const { api, provider, result, killedAt } = run
  const askedAt = Date.now()
  const { messages } = await settled(api, id)
  const byId = new Map(messages.map((message) => [message.id, message]))
  const known = [...watches.messages.values()].filter(({ role, status }) => role === 'user' && status !== 'sending')
  result.acknowledged_lost += known.filter((message) => !byId.has(message.id)).length
  const judged: { turn: StepsTurn; answer: Message }[] = []
  for (const answer of messages.filter(({ role }) => role === 'assistant')) {
    checkEnd({ result, killedAt }, answer, askedAt)
    const turn = turns.get(answer.parent_message_id!)!
    judged.push({ turn, answer })
    result.turns++
    result.endings[answer.status] = (result.endings[answer.status] ?? 0) + 1
    result.faults.push(...faultsOf(answer, turn))
  }
  const { total_tokens } = await api.call<Thread>('GET', `/threads/${id}`)
  result.faults.push(...(await billFaults(api, judged, provider.requests(run.from), total_tokens)))
  for (const client of [watches, away]) await compareClient(result, client, messages)
}

/** A browser that comes back with what it saw last shows what REST says. */
async function compareClient(result: StepsKillsResult, client: ThreadClient, messages: Message[]): Promise<void> {
  await client.connect()
  for (const { id, content, reasoning = '', status, tool_calls = [] } of messages) {
    const { seen: _seen, id: _id, role: _role, ...shown } = client.messages.get(id) ?? { id }
    const right = { content, reasoning, status, tool_calls }
    if (!isDeepStrictEqual(shown, right)) result.faults.push(`a browser differs from REST: ${differing(shown, right)}`)
  }
  result.faults.push(...client.faults.splice(0))
  client.close()
}

function differing(shown: Record<string, unknown>, right: Record<string, unknown>): string {
  const fields = Object.keys(right).filter((field) => !isDeepStrictEqual(shown[field], right[field]))
  return `${fields.join(', ')} of an answer that is ${String(shown.status)} there, and ${String(right.status)}`
}
