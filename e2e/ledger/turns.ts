import { setTimeout as sleep } from 'node:timers/promises'
import { ThreadClient } from '../client.ts'
import { TOOL_NAMES } from '#protocol/tool-names.ts'
import { asDollars, asNano } from '../provider/billing/bill.ts'
import { promptOf } from '../provider/billing/script.ts'
import { ledgerFormats } from './formats.ts'
import type { Place } from './place.ts'
import type { PlannedTurn } from './plan.ts'

/** Does a turn to its planned end; throws when it ends otherwise. */
export async function doTurn(place: Place, turn: PlannedTurn): Promise<void> {
  place.provider.expect(turn.script)
  if (turn.way === 'room') return roomTurn(place, turn)
  const response = await ask(place, turn, turn.way === 'v1-stream')
  if (turn.fate === 'stopped') return hangUp(response)
  const text = await response.text()
  if (!response.ok || text.includes('"error":{'))
    throw new Error(`${turn.model} answered ${response.status}: ${text.slice(0, 300)}`)
}

function ask(place: Place, turn: PlannedTurn, stream: boolean, over = AbortSignal.timeout(60_000)): Promise<Response> {
  const { format, model, script } = turn
  return fetch(`${place.server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${place.v1_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: `${ledgerFormats[format]!.key_name}/${model}`,
      messages: [{ role: 'user', content: promptOf(script) }],
      ...(script.tool ? { tools: [{ type: 'function', function: { name: 'look_up' } }] } : {}),
      stream,
    }),
    signal: over,
  })
}

async function hangUp(response: Response): Promise<void> {
  const reader = response.body!.getReader()
  for (let read = 0; read < 3; read++) await reader.read()
  await reader.cancel()
}

async function roomTurn(place: Place, turn: PlannedTurn): Promise<void> {
  const { client, answer } = await begin(place, turn)
  if (turn.fate === 'stopped') {
    await client.until(() => answer()!.content.length > 6, 30_000, 'some words')
    client.send({ type: 'stop' })
  }
  const { status } = await client.until(() => (isOver(answer()!.status) ? answer()! : undefined), 60_000, 'the end')
  client.close()
  if (turn.fate === 'complete') await checkSums(place, client, turn)
  const wanted = turn.fate === 'stopped' ? 'stopped' : 'complete'
  if (status !== wanted) throw new Error(`${turn.model} in a room ended as ${status}: ${JSON.stringify(client.faults)}`)
}

/** An answer says what its steps took together, to the billionth of a dollar. */
async function checkSums(place: Place, client: ThreadClient, { model, script }: PlannedTurn): Promise<void> {
  const { messages } = await place.api.messages(client.thread)
  const { usage, cost_usd, steps } = messages.at(-1)!
  const rows = place.provider.bill().filter((row) => row.script === script.id && row.state === 'complete')
  const tokens = rows.reduce((sum, { billed }) => sum + billed.input + billed.output, 0)
  const isPriced = rows.every(({ dollars }) => dollars !== null)
  const dollars = isPriced ? asDollars(rows.reduce((sum, row) => sum + asNano(row.dollars!), 0n)) : null
  const isRight = usage?.total_tokens === tokens && cost_usd === dollars && steps?.length === rows.length
  if (!isRight || rows.length !== (script.later?.length ?? 0) + 1)
    throw new Error(`${model}: ${rows.length} requests of ${tokens} tokens and ${dollars}, told as ${cost_usd}`)
}

/** The answer so far is stored about once a second: text that was streamed before is there after a crash. */
const STORED_MS = 2_500

/** Starts a turn and leaves it in the middle. */
export async function beginTurn(place: Place, turn: PlannedTurn): Promise<() => void> {
  place.provider.expect(turn.script)
  if (turn.way !== 'room') return beginRequest(place, turn)
  const { client, answer } = await begin(place, turn)
  await client.until(() => answer()!.content.length > 6, 30_000, 'some words')
  await sleep(STORED_MS)
  return () => client.cut()
}

async function beginRequest(place: Place, turn: PlannedTurn): Promise<() => void> {
  const over = new AbortController()
  const lost = ask(place, turn, turn.way === 'v1-stream', over.signal).catch(() => undefined)
  const isAsked = () => place.provider.bill().some((row) => row.script === turn.script.id)
  for (let waited = 0; !isAsked() && waited < 100; waited++) await sleep(100)
  await sleep(STORED_MS)
  return () => {
    over.abort()
    void lost
  }
}

async function begin(place: Place, { format, model, script }: PlannedTurn) {
  const thread = await place.api.thread(place.project_id)
  const client = new ThreadClient(place.api, thread.id)
  await client.connect()
  const options = script.later?.length ? { tools: [...TOOL_NAMES] } : undefined
  client.say(promptOf(script), { key_id: place.key_ids[format]!, model, options })
  const answer = () => client.answers()[0]
  await client.until(answer, 30_000, 'an answer')
  return { client, answer }
}

function isOver(status: string): boolean {
  return status !== 'streaming' && status !== 'queued' && status !== 'waiting'
}
