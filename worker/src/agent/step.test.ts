import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { chatCompletions } from '../providers/chat-completions/chat-completions.ts'
import { CONVERSATION, retryDelayMs } from './retry.ts'
import { runStep } from './step.ts'
import type { StepEnd } from './step-end.ts'

const wire = chatCompletions()
const credentials = {
  api_key: 'AKIAEXAMPLE:a-secret-of-forty-characters',
  base_url: 'https://provider.test/v1',
  region: null,
}
const request = { model: 'm', messages: [{ role: 'user' as const, content: 'hello' }], options: {} }

interface Told {
  end: StepEnd
  text: string
  /** Megabytes that were taken from the provider. */
  pulled: number
  cancelled: boolean
}

/** One step against a provider that answers with `next` until it is undefined. */
async function step(
  next: (at: number) => Uint8Array | undefined | Promise<Uint8Array | undefined>,
  init: ResponseInit = {},
): Promise<Told> {
  let at = 0
  const heard = { text: '', pulled: 0, cancelled: false }
  const answer = ({ signal }: Request) =>
    new ReadableStream<Uint8Array>({
      // as fetch does it: whoever hangs up reads an error
      start: (controller) =>
        signal.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError'))),
      async pull(controller) {
        const bytes = await next(at++)
        if (!bytes) return controller.close()
        heard.pulled += bytes.length / 1024 / 1024
        controller.enqueue(bytes)
      },
      cancel: () => void (heard.cancelled = true),
    })
  const sink = {
    text: (text: string) => void (heard.text = (heard.text + text).slice(-1000)),
    reasoning: () => {},
    settle: () => {},
  }
  const ports = {
    wire,
    credentials,
    silence_ms: 300,
    fetch: async (asked: Request) => new Response(answer(asked), init),
  }
  const end = await runStep(ports, request, new AbortController().signal, sink)
  return { end, ...heard }
}

const bytes = (text: string) => new TextEncoder().encode(text)
const say = (content: string) => bytes(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
const once =
  (...parts: Uint8Array[]) =>
  (at: number) =>
    parts[at]

describe('a provider that', () => {
  test('sends 3 GB is cut after 8 million characters, or after 64 MB of anything else, with what arrived kept', async () => {
    const piece = say('x'.repeat(1024 * 1024))
    const { end, pulled, cancelled, text } = await step((at) => (at < 3 * 1024 ? piece : undefined))
    expect(end.failure).toMatchObject({ kind: 'provider_error', message: expect.stringContaining('never ended') })
    expect(pulled).toBeLessThan(10)
    expect([cancelled, text.length]).toEqual([true, 1000])
    const nothing = bytes(`: ${' '.repeat(1024 * 1024)}\n\n`)
    const quiet = await step((at) => (at < 3 * 1024 ? nothing : undefined))
    expect(quiet.end.failure).toMatchObject({ kind: 'provider_error', message: expect.stringContaining('never ended') })
    expect(quiet.pulled).toBeLessThan(68)
  })

  test('sends one event of 3 GB is cut at 20 MB', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(120)
    const { end, pulled, cancelled } = await step((at) =>
      at === 0 ? bytes('data: {"choices":[{"delta":{"content":"') : piece,
    )
    expect(end.failure?.kind).toBe('provider_error')
    expect(pulled).toBeLessThan(25)
    expect(cancelled).toBe(true)
  })

  test('answers with a web page, gzip or a redirect is named', async () => {
    const page = await step(once(bytes('<!doctype html><title>Welcome</title>')))
    expect(page.end.failure).toMatchObject({ kind: 'provider_error', message: expect.stringContaining('base URL') })
    const zipped = await step(once(gzipSync(say('hello'))))
    expect(zipped.end.failure?.kind).toMatch(/^provider_/)
    const moved = await step(once(bytes('')), { status: 302, headers: { location: 'https://elsewhere.test/' } })
    expect(moved.end.failure).toMatchObject({ kind: 'provider_error', status: 302 })
  })

  test('falls silent within its refusal is known by its status, and not asked again', async () => {
    const { end } = await step((at) => (at === 0 ? bytes('{"error":') : new Promise(() => {})), { status: 500 })
    expect(end.failure).toMatchObject({ kind: 'provider_error', status: 500, retryable: false })
    expect(retryDelayMs(end.failure!, 1, CONVERSATION)).toBeNull()
  })

  test('never says anything, or only that it is still there, is left after its time', async () => {
    const mute = await step(() => new Promise(() => {}))
    expect(mute.end.failure).toMatchObject({
      kind: 'provider_stream_broken',
      message: expect.stringContaining('the model said nothing for 0.3 s.\n'),
    })
    const alive = await step(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      return bytes(': keep-alive\n\n')
    })
    expect(alive.end.failure?.kind).toBe('provider_stream_broken')
  })

  test('goes quiet in the middle keeps what it said', async () => {
    const { end, text } = await step((at) => (at === 0 ? say('half an ans') : new Promise(() => {})))
    expect([text, end.failure?.kind]).toEqual(['half an ans', 'provider_stream_broken'])
  })

  test('repeats the key, or a part of it, is not quoted', async () => {
    const said = { error: { message: 'No such key: AKIAEXAMPLE with a-secret-of-forty-characters' } }
    const { end } = await step(once(bytes(JSON.stringify(said))), { status: 400 })
    expect(JSON.stringify(end.failure)).not.toMatch(/AKIAEXAMPLE|a-secret/)
  })

  test('calls tools and reports tokens tells so in its end', async () => {
    const call = { index: 0, id: 'c', function: { name: 'read', arguments: '{"a":1}' } }
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
    const chunks = [
      { choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
      { choices: [], usage },
    ]
    const { end } = await step(
      once(bytes(`${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`)),
    )
    expect(end).toMatchObject({
      reason: 'tool_calls',
      native: 'tool_calls',
      failure: null,
      tool_calls: [{ id: 'c', name: 'read', arguments: '{"a":1}' }],
      usage: { input_tokens: 3, output_tokens: 2 },
    })
  })
})
