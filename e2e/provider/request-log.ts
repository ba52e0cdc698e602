import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface ProviderUsage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
}

/** What the provider remembers of a request, so that a test can compare: was it stopped, and what was billed. */
export interface RecordedRequest {
  id: number
  at: number
  at_micros: number
  method: string
  path: string
  /** Of the key, in hexadecimal: the key itself is kept nowhere. Null when none came. */
  key_sha256: string | null
  body: Record<string, unknown>
  /** In the path or in the body, as its format has it. */
  model: string
  tokens_sent: number
  /** `aborted`: whoever asked hung up. `broken`: we did, as the script says. */
  ended: 'complete' | 'aborted' | 'broken' | 'refused' | null
  ended_at: number | null
  /** Only where a usage chunk left. */
  usage: ProviderUsage | null
}

export class RequestLog {
  #requests: RecordedRequest[] = []
  #seen = new Map<string, number>()
  #next = 1

  add(request: IncomingMessage, body: Record<string, unknown>, model: string): RecordedRequest {
    const key = keyOf(request)
    const entry: RecordedRequest = {
      id: this.#next++,
      at: Date.now(),
      at_micros: Math.round((performance.timeOrigin + performance.now()) * 1000),
      method: request.method ?? '',
      path: request.url ?? '',
      key_sha256: key === undefined ? null : sha256(key),
      // benchmarks ask ten thousand times, and for nobody who compares
      body: model.startsWith('stamp-') ? {} : body,
      model,
      tokens_sent: 0,
      ended: null,
      ended_at: null,
      usage: null,
    }
    this.#requests.push(entry)
    return entry
  }

  end(entry: RecordedRequest, how: NonNullable<RecordedRequest['ended']>): void {
    if (entry.ended) return
    entry.ended = how
    entry.ended_at = Date.now()
  }

  list(after: number): RecordedRequest[] {
    return this.#requests.filter((entry) => entry.id > after)
  }

  clear(): void {
    this.#requests = []
    this.#seen.clear()
  }

  /** How often the same was asked before. */
  timesAsked(entry: RecordedRequest): number {
    const { messages, input, contents } = entry.body
    const key = sha256(JSON.stringify([entry.model, messages ?? input ?? contents, entry.key_sha256]))
    const times = this.#seen.get(key) ?? 0
    this.#seen.set(key, times + 1)
    return times
  }
}

/** Of a signed request the name of the key: each signature is another. */
function keyOf({ headers }: IncomingMessage): string | undefined {
  const key = headers['x-api-key'] ?? headers['x-goog-api-key'] ?? headers.authorization
  return key === undefined ? undefined : String(key).replace(/^Bearer |(?<=^AWS4-[^/]+)\/.*/g, '')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
