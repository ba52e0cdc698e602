/** An answer of /v1/chat/completions, streamed or not, as far as the tests compare. */
export interface V1Answer {
  status: number
  text: string
  reasoning: string
  calls: { id: string; name: string; arguments: string }[]
  finish: string | null
  native: string | null
  usage: V1Usage | null
  error: { code: string; message: string; type: string; param: string | null } | null
  /** Of a stream: whether `[DONE]` came. */
  done: boolean
}

export interface V1Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  prompt_tokens_details: { cached_tokens: number; cache_write_tokens: number }
  completion_tokens_details: { reasoning_tokens: number }
  cost_usd: string | null
  source: string
}

export interface V1Place {
  url: string
  token: string
}

/** Asks a model one question. */
export async function askV1(place: V1Place, body: Record<string, unknown>): Promise<V1Answer> {
  const response = await fetch(`${place.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${place.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], ...body }),
    signal: AbortSignal.timeout(60_000),
  })
  const text = await response.text()
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  return isStream ? ofStream(response.status, text) : ofJson(response.status, text)
}

interface Call {
  id: string
  function: { name: string; arguments: string }
}
/** A message, or what a chunk adds to it. */
interface Said {
  content?: string | null
  reasoning_content?: string
  tool_calls?: Call[]
}
interface Choice {
  message?: Said
  delta?: Said
  finish_reason?: string | null
  native_finish_reason?: string
}
interface Sent {
  choices?: Choice[]
  usage?: V1Usage | null
  error?: V1Answer['error']
}

function ofJson(status: number, text: string): V1Answer {
  const { error = null, choices = [], usage = null } = JSON.parse(text) as Sent
  const { message = {}, finish_reason = null, native_finish_reason = null } = choices[0] ?? {}
  return {
    status,
    text: message.content ?? '',
    reasoning: message.reasoning_content ?? '',
    calls: (message.tool_calls ?? []).map(callOf),
    finish: finish_reason,
    native: native_finish_reason,
    usage,
    error,
    done: false,
  }
}

function ofStream(status: number, text: string): V1Answer {
  const data = [...text.matchAll(/^data: (.*)$/gm)].map((found) => found[1]!)
  const chunks = data.filter((one) => one !== '[DONE]').map((one) => JSON.parse(one) as Sent)
  const choices = chunks.flatMap((chunk) => chunk.choices ?? [])
  const said = (name: 'content' | 'reasoning_content') => choices.map((choice) => choice.delta?.[name] ?? '').join('')
  const last = choices.findLast((choice) => choice.finish_reason)
  return {
    status,
    text: said('content'),
    reasoning: said('reasoning_content'),
    calls: choices.flatMap((choice) => choice.delta?.tool_calls ?? []).map(callOf),
    finish: last?.finish_reason ?? null,
    native: last?.native_finish_reason ?? null,
    usage: chunks.findLast((chunk) => chunk.usage)?.usage ?? null,
    error: chunks.find((chunk) => chunk.error)?.error ?? null,
    done: data.at(-1) === '[DONE]',
  }
}

function callOf(call: Call): V1Answer['calls'][number] {
  return { id: call.id, name: call.function.name, arguments: call.function.arguments }
}
