import { expect, test } from 'vitest'
import { chatCompletions } from './chat-completions.ts'
import type { PromptMessage, PromptToolCall, ProviderEvent } from '../wire.ts'

const google = 'https://generativelanguage.googleapis.com/v1beta/openai'
const extra_content = { google: { thought_signature: 'c2ln' } }
const hello: PromptMessage = { role: 'user', content: 'hello' }

/** What an answer with a signed call tells. */
function told(): ProviderEvent[] {
  const call = { index: 0, id: 'x', function: { name: 'f', arguments: '{}' }, extra_content }
  const body = `data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [call] }, finish_reason: 'stop' }] })}\n\n`
  const events: ProviderEvent[] = []
  const reader = chatCompletions().reader()
  reader.push(new TextEncoder().encode(body), (event) => events.push(event))
  reader.end((event) => events.push(event))
  return events
}

async function sent(base_url: string, answer: PromptMessage): Promise<string> {
  const request = { model: 'm', messages: [hello, answer], options: {} }
  return chatCompletions().request({ api_key: 'k', base_url, region: null }, request).text()
}

const call: PromptToolCall = { id: 'x', name: 'f', arguments: '{}' }

test('Google’s own endpoint of this format gets back what it signed a call with', async () => {
  const signed = told().find((event) => event.type === 'tool_call')!
  expect(signed).toEqual({ type: 'tool_call', ...call, at: 0, signature: 'c2ln' })
  const answer: PromptMessage = { role: 'assistant', content: '', tool_calls: [signed] }
  expect(await sent(google, answer)).toContain(JSON.stringify(extra_content))
  expect(await sent('https://api.openai.com/v1', answer)).not.toContain('c2ln')
})

test('the signature is in the echo too, for who keeps that alone, and is no detail of reasoning', async () => {
  const items = told().flatMap((event) => (event.type === 'echo' ? [event.item] : []))
  const echo = { wire: 'chat', model: 'm', items } as const
  const answer: PromptMessage = { role: 'assistant', content: '', echo, tool_calls: [call] }
  expect(await sent(google, answer)).toContain(JSON.stringify(extra_content))
  for (const url of [google, 'https://openrouter.ai/api/v1']) {
    expect(await sent(url, answer)).not.toMatch(/reasoning|edgewise/)
  }
})
