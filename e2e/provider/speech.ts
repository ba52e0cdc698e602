import type { ServerResponse } from 'node:http'
import { ChatStream } from './chat-stream.ts'
import type { ProviderUsage, RecordedRequest, RequestLog } from './request-log.ts'
import { word } from './script.ts'

export const TITLE = 'A title from the provider'

export interface Asked {
  response: ServerResponse
  entry: RecordedRequest
  log: RequestLog
  key: string
}

interface Speech {
  count: number
  first?: number
  gap?: number
  say?: (index: number) => string
  reason?: string
}

export async function speak(
  asked: Asked,
  { count, first = 0, gap = 0, say = word, reason = 'stop' }: Speech,
): Promise<void> {
  const stream = new ChatStream(asked.response, asked.entry)
  await stream.delta({ role: 'assistant', content: '' })
  await stream.tokens(count, first, gap, say)
  await stream.finish(reason, usageOf(asked.entry))
}

export function refuse(
  { response, entry, log }: Asked,
  status: number,
  message: string,
  code: number | string = status,
): void {
  log.end(entry, 'refused')
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message, code } }))
}

export function messagesOf(entry: RecordedRequest): { role?: unknown; content?: unknown }[] {
  return Array.isArray(entry.body.messages) ? entry.body.messages : []
}

/** A word of the prompt is a token here, and what was said is what was sent. */
export function usageOf(entry: RecordedRequest): ProviderUsage {
  const words = messagesOf(entry).map(
    (message) =>
      String(message.content ?? '')
        .split(/\s+/)
        .filter(Boolean).length,
  )
  const prompt_tokens = words.reduce((sum, count) => sum + count, 0)
  return { prompt_tokens, completion_tokens: entry.tokens_sent, total_tokens: prompt_tokens + entry.tokens_sent }
}

export function asksForTitle(entry: RecordedRequest): boolean {
  return messagesOf(entry).some(({ role, content }) => role === 'system' && /\btitle\b/i.test(String(content)))
}

/** An answer in one piece, for whoever doesn't ask for a stream. */
export function whole({ response, entry, log }: Asked, content: string): void {
  entry.tokens_sent = content.split(' ').length
  entry.usage = usageOf(entry)
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({ id: 'c', object: 'chat.completion', model: entry.body.model, choices, usage: entry.usage }),
  )
  log.end(entry, 'complete')
}
