import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '#protocol/message.ts'
import type { UsageRow } from '#protocol/rest/usage.ts'
import type { Api } from '../harness/api.ts'
import type { RecordedRequest } from '../provider/request-log.ts'
import type { StepsTurn } from './steps-turn.ts'

/** Requests that a provider was asked an answer by; what a model can do is asked too. */
function requestsOf(all: RecordedRequest[], model: string): RecordedRequest[] {
  return all.filter(({ model: asked, body }) => asked === model && (body.messages ?? body.input ?? body.contents))
}

/**
 * The ledger against what the provider was asked, a row for each request: what it counted to the end is there as it counted,
 * and what a kill met is there as an estimate. The thread's sum is the sum of its rows.
 */
export async function billFaults(
  api: Api,
  turns: { turn: StepsTurn; answer: Message }[],
  all: RecordedRequest[],
  thread_total: number,
): Promise<string[]> {
  const rows = await settledRows(api, turns, all)
  const faults = turns.flatMap(({ turn, answer }) =>
    turnFaults(answer, requestsOf(all, turn.model), rowOf(rows, turn.model)),
  )
  const sum = turns.reduce((total, { turn }) => total + (rowOf(rows, turn.model)?.total_tokens ?? 0), 0)
  if (sum !== thread_total) faults.push(`the thread says ${thread_total} tokens, its rows ${sum}`)
  return faults
}

function turnFaults({ steps = [] }: Message, requests: RecordedRequest[], row: UsageRow | undefined): string[] {
  const faults: string[] = []
  const calls = row?.calls ?? 0
  if (calls !== requests.length) faults.push(`${calls} rows for ${requests.length} requests`)
  const reported = steps.filter(({ usage }) => usage?.source === 'reported').map(({ usage }) => usage!.total_tokens)
  if ((row?.estimated_calls ?? 0) !== calls - reported.length) faults.push('rows and steps differ about estimates')
  // a kill meets one request of a turn at most
  if (calls - reported.length > 1) faults.push(`${calls - reported.length} estimates for one kill`)
  const counted = requests.flatMap(({ usage }) => (usage ? [usage.total_tokens] : []))
  for (const tokens of reported) {
    const at = counted.indexOf(tokens)
    if (at < 0) faults.push(`a step of ${tokens} tokens that the provider never counted`)
    else counted.splice(at, 1)
  }
  return faults
}

function rowOf(rows: UsageRow[], model: string): UsageRow | undefined {
  return rows.find(({ group }) => group.endsWith(`/${model}`))
}

/** The outbox writes after the turn, and again until the database says yes. */
async function settledRows(api: Api, turns: { turn: StepsTurn }[], all: RecordedRequest[]): Promise<UsageRow[]> {
  for (let tried = 0; ; tried++) {
    const rows = await api.usage('model')
    const isThere = turns.every(({ turn: { model } }) => rowOf(rows, model)?.calls === requestsOf(all, model).length)
    if (isThere || tried === 60) return rows
    await sleep(300)
  }
}
