import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProviderFailure } from '#protocol/error.ts'
import { estimatedUsage, outcomeOf, usageOf } from './outcome.ts'
import { CONVERSATION, retryDelayMs, withRetries } from './retry.ts'
import { SilenceWatch } from './silence.ts'
import { runStep } from './step.ts'
import { newEnd, type StepEnd } from './step-end.ts'
import type { WireFormat } from '../providers/wire.ts'

const failure = (
  kind: ProviderFailure['kind'],
  retry_after: number | null = null,
  status: number | null = null,
  message = 'no',
): ProviderFailure => ({
  kind,
  status,
  message,
  retry_after,
})
const end = (one: Partial<StepEnd> = {}): StepEnd => ({
  ...newEnd(),
  ...one,
})

describe('trying again (T4)', () => {
  test('waits as retry-after says, else 1, 2, 4 s with jitter, and three times at most', () => {
    expect(retryDelayMs(failure('provider_rate_limit', 7), 1, CONVERSATION)).toBe(7000)
    for (const [tried, seconds] of [
      [1, 1],
      [2, 2],
      [3, 4],
    ] as const) {
      const ms = retryDelayMs(failure('provider_overloaded'), tried, CONVERSATION)!
      expect(ms).toBeGreaterThanOrEqual(750 * seconds)
      expect(ms).toBeLessThanOrEqual(1250 * seconds)
    }
    expect(retryDelayMs(failure('provider_overloaded'), 4, CONVERSATION)).toBeNull()
  })

  test.each([
    failure('provider_auth'),
    failure('provider_quota', 5),
    failure('provider_model_not_found'),
    failure('provider_error', null, 418),
    failure('provider_rate_limit', 600),
  ])('does not wait for %o', (one) => expect(retryDelayMs(one, 1, CONVERSATION)).toBeNull())

  test('never asks twice once the answer has begun', async () => {
    let asked = 0
    const step = async () => end({ failure: failure(asked++ === 0 ? 'provider_overloaded' : 'provider_error', 0, 500) })
    const waited: number[] = []
    const ports = { hasBegun: () => asked === 2, wait: async (ms: number) => void waited.push(ms) }
    expect((await withRetries(step, ports, CONVERSATION)).failure?.kind).toBe('provider_error')
    expect([asked, waited.length]).toEqual([2, 1])
  })
})

test('names every end (T5)', () => {
  expect(outcomeOf(end({ reason: 'stop' }))).toEqual({ outcome: 'complete' })
  expect(outcomeOf(end({ reason: 'length' }))).toEqual({ outcome: 'length' })
  expect(outcomeOf(end({ reason: 'content_filter' }))).toEqual({ outcome: 'filtered' })
  const refused = failure('provider_auth', null, 401)
  expect(outcomeOf(end({ failure: refused }))).toEqual({
    outcome: 'failed',
    error: { code: 'ai_provider_error', message: 'no', provider: refused },
  })
})

test('marks an estimate as one, and takes what was reported (T8)', () => {
  expect(estimatedUsage(100, 10)).toMatchObject({
    input_tokens: 100,
    output_tokens: 10,
    total_tokens: 110,
    source: 'estimated',
  })
  const begun = { ...estimatedUsage(0, 0), input_tokens: 90, output_tokens: 1, source: 'reported' as const }
  expect(estimatedUsage(100, 10, begun)).toMatchObject({ input_tokens: 90, output_tokens: 10, source: 'estimated' })
  const whole = { ...begun, output_tokens: 12 }
  expect(estimatedUsage(100, 10, whole)).toBe(whole)
})

test.each([
  [{ input_tokens: 0, output_tokens: 0 }, [50, 9, 59, 'estimated']],
  [{ input_tokens: 0, output_tokens: 4 }, [50, 4, 54, 'estimated']],
  [{ input_tokens: 30, output_tokens: 0 }, [30, 9, 39, 'estimated']],
  [{ input_tokens: 30, output_tokens: 4 }, [30, 4, 34, 'reported']],
])('of a whole answer each side that its provider counted as nothing is ours to count: %j (W2)', (said, right) => {
  const sides = { ...said, total_tokens: said.input_tokens + said.output_tokens, source: 'reported' as const }
  const usage = { cached_read_tokens: 0, cache_write_tokens: 0, reasoning_tokens: 0, ...sides }
  const taken = usageOf({ ...newEnd(), usage }, { prompt: 50, answer: 9, reported: null })!
  expect([taken.input_tokens, taken.output_tokens, taken.total_tokens, taken.source]).toEqual(right)
})

describe('the silence watch (T7)', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('rings once after the limit, counted from the last byte', () => {
    const rang = vi.fn()
    const watch = new SilenceWatch(1000, rang)
    vi.advanceTimersByTime(900)
    watch.heard()
    vi.advanceTimersByTime(900)
    expect(rang).not.toHaveBeenCalled()
    vi.advanceTimersByTime(200)
    expect(rang).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(5000)
    expect(rang).toHaveBeenCalledTimes(1)
  })

  test('rings for keep-alives without an event, after five times the limit', () => {
    const rang = vi.fn()
    const watch = new SilenceWatch(1000, rang)
    for (let second = 0; second < 9; second++) {
      vi.advanceTimersByTime(500)
      watch.heard()
    }
    expect([rang.mock.calls.length, watch.rang]).toEqual([0, false])
    vi.advanceTimersByTime(501)
    expect([rang.mock.calls.length, watch.rang]).toEqual([1, true])
  })
  test('is quiet once ended', () => {
    const rang = vi.fn()
    new SilenceWatch(1000, rang).end()
    vi.advanceTimersByTime(5000)
    expect(rang).not.toHaveBeenCalled()
  })
})

test('a key that the provider repeats is in no failure', async () => {
  const said = 'Key sk-of-mine-123456 has no access to this model'
  const wire = {
    request: () => new Request('https://provider.test/'),
    failure: (_status: number, _headers: Headers, body: string) => failure('provider_bad_request', null, 400, body),
  } as unknown as WireFormat
  const credentials = { api_key: 'sk-of-mine-123456', base_url: '', region: null }
  const ports = { wire, credentials, silence_ms: 1000, fetch: async () => new Response(said, { status: 400 }) }
  const sink = { text: () => {}, reasoning: () => {}, settle: () => {} }
  const request = { model: 'm', messages: [], options: {} }
  const { failure: told } = await runStep(ports, request, new AbortController().signal, sink)
  expect(told?.message).toBe('Key … has no access to this model')
})
