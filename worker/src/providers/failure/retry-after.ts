import { parseJson } from '#protocol/codec.ts'
import { isObject, list, object, text } from '../json.ts'

/** Seconds after which the provider wants to be asked again, wherever it says so; null when it doesn't. */
export function retryAfter(headers: Headers, error: unknown, now = Date.now()): number | null {
  return fromHeaders(headers, now) ?? fromBody(object(error), now) ?? fromLimits(headers, now)
}

/** Azure says `retry-after: 1` and `retry-after-ms: 0` at once: the longer one is true. */
function fromHeaders(headers: Headers, now: number): number | null {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN)
  const said = headers.get('retry-after')
  const seconds = said === null || said.trim() === '' ? Number.NaN : Number(said)
  const dated = said !== null && Number.isNaN(seconds) ? (Date.parse(said) - now) / 1000 : Number.NaN
  const known = [ms / 1000, seconds, dated].filter((value) => Number.isFinite(value))
  return known.length ? Math.max(0, ...known) : null
}

function fromBody(error: Record<string, unknown>, now: number): number | null {
  const meta = object(error.metadata)
  const named = [error.retry_after, error.retry_after_seconds, meta.retry_after_seconds].map(
    (value) => value ?? Number.NaN,
  )
  const seconds = named.map(Number).find((value) => Number.isFinite(value))
  if (seconds !== undefined) return Math.max(0, seconds)
  for (const detail of list(error.details)) {
    if (isObject(detail) && typeof detail.retryDelay === 'string') return duration(detail.retryDelay)
  }
  const headers = object(meta.headers)
  if (headers['Retry-After'] !== undefined) return moment(String(headers['Retry-After']), now)
  const reset = headers['X-RateLimit-Reset']
  if (reset !== undefined) return moment(String(reset), now)
  const words =
    /(?:(?:try again|retry) (?:in|after)|wait) ((?:[\d.]+ ?(?:ms|milliseconds?|h|m(?:in)?|s|seconds?|minutes?)\s?)+)/i
  const found = words.exec(text(error.message))
  return found ? duration(found[1]!) : fromBehind(meta.raw, now)
}

/** What the provider behind a relay said, as text that may be JSON. */
function fromBehind(raw: unknown, now: number): number | null {
  if (typeof raw !== 'string' || !raw) return null
  const said = parseJson(raw)
  if (said === undefined) return fromBody({ message: raw }, now)
  const body = object(Array.isArray(said) ? said[0] : said)
  return fromBody(isObject(body.error) ? body.error : body, now)
}

/**
 * Limits of which nothing is left say when they are full again: `x-ratelimit-remaining-tokens: 0` with
 * `x-ratelimit-reset-tokens: 6m0s` (OpenAI, Groq), `anthropic-ratelimit-requests-reset: 2026-11-01T00:00:30Z`. The last of them
 * counts.
 */
function fromLimits(headers: Headers, now: number): number | null {
  const waits: number[] = []
  for (const [name, value] of headers) {
    if (!name.includes('ratelimit') || !name.includes('remaining') || Number(value) !== 0) continue
    const reset = headers.get(name.replace('remaining', 'reset'))
    const wait = reset === null ? null : moment(reset, now)
    if (wait !== null) waits.push(wait)
  }
  return waits.length ? Math.max(...waits) : null
}

/** A duration, a date, or a time in seconds or milliseconds: since 1970 where it is as large as that. */
function moment(said: string, now: number): number | null {
  const number = Number(said)
  const until = Number.isFinite(number) ? since(number, now) : Date.parse(said)
  if (Number.isFinite(until)) return Math.max(0, (until - now) / 1000)
  return duration(said)
}

function since(number: number, now: number): number {
  if (number > 1e12) return number
  return number > 1e9 ? number * 1000 : now + number * 1000
}

const units: Record<string, number> = { d: 86_400, h: 3600, m: 60, s: 1 }

/** `48s`, `6ms`, `1m30.5s`, `20 seconds`. */
function duration(said: string): number | null {
  let seconds = 0
  let any = false
  for (const [, amount, unit] of said.matchAll(/([\d.]+) ?(ms|mil|d|h|m|s)/gi)) {
    any = true
    seconds += Number(amount) * (units[unit!.toLowerCase()] ?? 0.001)
  }
  return any && Number.isFinite(seconds) ? seconds : null
}
