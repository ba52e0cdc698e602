import { setTimeout as sleep } from 'node:timers/promises'
import { ThreadClient } from '../client.ts'
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
  const wanted = turn.fate === 'stopped' ? 'stopped' : 'complete'
  if (status !== wanted) throw new Error(`${turn.model} in a room ended as ${status}: ${JSON.stringify(client.faults)}`)
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
  client.say(promptOf(script), { key_id: place.key_ids[format]!, model })
  const answer = () => client.answers()[0]
  await client.until(answer, 30_000, 'an answer')
  return { client, answer }
}

function isOver(status: string): boolean {
  return status !== 'streaming' && status !== 'queued' && status !== 'waiting'
}
