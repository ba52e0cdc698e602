import { setTimeout as sleep } from 'node:timers/promises'
import { outcomes, type Message } from '#protocol/message.ts'
import type { MessageList } from '#protocol/rest/threads.ts'
import type { Thread } from '#protocol/thread.ts'
import { ThreadClient, type KnownMessage } from '../client.ts'
import type { Api } from '../harness/api.ts'
import { startServer, type Server } from '../harness/start-server.ts'
import { flowText } from '../provider/script.ts'
import type { ChaosOptions } from './prepare.ts'
import { compareWords } from './words.ts'

export interface KillsResult {
  kills: number
  turns: number
  /** How turns ended: `complete`, `interrupted`, … */
  endings: Record<string, number>
  acknowledged_lost: number
  finished_lost: number
  unfinished_lost: number
  doubled: number
  turns_without_end: number
  /** Turns that a crash met and that ended only when somebody looked. */
  ended_only_when_asked: number
  usage_rows_wrong: number
  faults: string[]
}

export interface KillsOptions extends ChaosOptions {
  server: Server
  key_id: string
  kills: number
}

const TOKENS = 120
/** Two seconds and a half: some turns end before the kill, some haven't begun, most are in the middle. */
const model = `flow-100-${TOKENS}-20`
/** The answer so far is stored about once a second; what came in the last one may go. */
const MAY_LOSE_MS = 1_500
/** A room wakes by its alarm to end what a crash met; at home that is after at most 30 s, here sooner. */
export const chaosVars = { WATCHDOG_SECONDS: '2' }
/** How long it may take without anybody asking. */
export const RECOVERY_MS = 3_500

const none = (): KillsResult => ({
  kills: 0,
  turns: 0,
  endings: {},
  acknowledged_lost: 0,
  finished_lost: 0,
  unfinished_lost: 0,
  doubled: 0,
  turns_without_end: 0,
  ended_only_when_asked: 0,
  usage_rows_wrong: 0,
  faults: [],
})

/** Kills the whole server in the middle of turns, starts it on the same state, and looks at what is there. */
export async function runKills(options: KillsOptions): Promise<{ result: KillsResult; server: Server }> {
  const { threads = 4, random = Math.random, api } = options
  const result = none()
  let server = options.server
  const ids = await Promise.all(Array.from({ length: threads }, async () => (await api.thread(options.project_id)).id))
  while (result.kills < options.kills) {
    const clients = await begin(options, ids)
    // Short waits meet turns before their first word, long ones meet some that have just ended.
    await sleep(random() * 3_200)
    const killedAt = Date.now()
    await server.kill()
    result.kills++
    for (const client of clients) client.cut()
    server = await startServer({ port: server.port, state: server.state, vars: chaosVars })
    await sleep(RECOVERY_MS)
    await api.signInAgain()
    const judged = clients.map((client, index) => judge({ api, result, thread_id: ids[index]!, killedAt }, client))
    await Promise.all(judged)
  }
  await compareUsage(options, result, ids)
  return { result, server }
}

/** One turn running in each thread, and in every second one another that waits in line. */
async function begin({ api, key_id }: KillsOptions, ids: string[]): Promise<ThreadClient[]> {
  return Promise.all(
    ids.map(async (id, index) => {
      const client = new ThreadClient(api, id)
      await client.connect()
      client.say('go', { provider: 'custom', model, key_id })
      if (index % 2) client.say('and again', { provider: 'custom', model, key_id })
      return client
    }),
  )
}

async function judge(run: Judged, client: ThreadClient): Promise<void> {
  const { result, killedAt } = run
  const askedAt = Date.now()
  const { messages } = await settled(run.api, run.thread_id)
  const byId = new Map(messages.map((message) => [message.id, message]))
  for (const known of client.messages.values()) {
    const stored = byId.get(known.id)
    if (!stored) countLost(result, known)
    else if (known.seen.length) compareAnswer(result, known, stored, killedAt)
  }
  for (const message of messages) if (message.role === 'assistant') checkEnd(run, message, askedAt)
}

interface Judged {
  api: Api
  result: KillsResult
  thread_id: string
  killedAt: number
}

interface EndCheck {
  result: Pick<KillsResult, 'turns_without_end' | 'ended_only_when_asked' | 'faults'>
  killedAt: number
}

/** The branch is one line here, so what was acknowledged and is not listed is lost. */
function countLost(result: KillsResult, known: KnownMessage): void {
  if (known.role === 'user') result.acknowledged_lost++
  else if (known.status !== 'streaming') result.finished_lost++
}

/** Counts a turn that has no end, or had none until somebody asked. */
export function checkEnd({ result, killedAt }: EndCheck, message: Message, askedAt: number): void {
  if (!(outcomes as readonly string[]).includes(message.status)) {
    result.turns_without_end++
    result.faults.push(`an answer is still ${message.status}`)
  }
  const begun = Date.parse(message.created_at) < killedAt
  if (message.status === 'interrupted' && begun && !(Date.parse(message.finished_at ?? '') < askedAt)) {
    result.ended_only_when_asked++
  }
}

/** Turns that the crash met before their first word are asked again: those may still be running. */
export async function settled(api: Api, thread_id: string): Promise<{ messages: Message[] }> {
  for (let attempt = 0; ; attempt++) {
    const list = await api.messages(thread_id)
    const running = list.messages.some((one) => ['streaming', 'queued', 'waiting'].includes(one.status))
    if (!running || attempt === 120) return list
    await sleep(500)
  }
}

function compareAnswer(result: KillsResult, known: KnownMessage, stored: Message, killedAt: number): void {
  result.turns++
  result.endings[stored.status] = (result.endings[stored.status] ?? 0) + 1
  const whole = flowText(TOKENS)
  if (!whole.startsWith(stored.content)) {
    result.doubled += compareWords(stored.content, whole).doubled
    result.faults.push(`an answer is not what the provider said: …${stored.content.slice(-60)}`)
  }
  if (stored.status === 'complete' && stored.content !== whole) result.faults.push('a complete answer is not complete')
  if (known.status === 'complete' && stored.content !== whole) result.finished_lost++
  const old = known.seen.findLast((one) => one.at < killedAt - MAY_LOSE_MS)?.length ?? 0
  if (stored.content.length < old) result.unfinished_lost += old - stored.content.length
}

/**
 * A row for each provider call and no more: one for each answer, with its figures, and one, estimated, for each call that a
 * kill took before its first word was stored. Together they are the thread's own sum.
 */
async function compareUsage({ api }: KillsOptions, result: KillsResult, ids: string[]): Promise<void> {
  const rows = await billed(api)
  for (const id of ids) {
    const used = (await allMessages(api, id)).filter((message) => message.usage)
    const answers = used.reduce((sum, message) => sum + message.usage!.total_tokens, 0)
    const { total_tokens } = await api.call<Thread>('GET', `/threads/${id}`)
    const row = rows.find((one) => one.group === id) ?? { total_tokens: 0, calls: 0 }
    const lost = row.calls - used.length
    if (row.total_tokens === total_tokens && lost >= 0 && (lost > 0 || answers === total_tokens)) continue
    result.usage_rows_wrong++
    result.faults.push(
      `usage ${row.calls} calls ${row.total_tokens} tokens, messages ${used.length} and ${answers}, thread ${total_tokens}`,
    )
  }
}

/** The whole tree, page by page: a hundred kills leave more messages than one page holds. */
async function allMessages(api: Api, thread_id: string): Promise<Message[]> {
  const all: Message[] = []
  for (;;) {
    const before = all.length === 0 ? '' : `&before=${all[0]!.id}`
    const page = await api.call<MessageList>('GET', `/threads/${thread_id}/messages?tree=true&limit=200${before}`)
    all.unshift(...page.messages)
    if (!page.has_more) return all
  }
}

/** The outbox writes after the turn, and again until the database says yes. */
async function billed(api: Api) {
  await sleep(3_000)
  return api.usage('thread')
}
