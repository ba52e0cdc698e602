import Anthropic from '@anthropic-ai/sdk'
import { GoogleGenAI } from '@google/genai'
import OpenAI from 'openai'

/** What a provider's own client makes of a stream, in its provider's words. */
export interface SdkAnswer {
  text: string
  calls: { name: string; arguments: unknown }[]
  input_tokens: number | null
  output_tokens: number | null
  finish: string | null
}

type Read = (body: Uint8Array) => Promise<SdkAnswer>

const asked = [{ role: 'user' as const, content: 'Hi' }]
const client = (body: Uint8Array) => ({ apiKey: 'none', maxRetries: 0, fetch: playing(body) })

function playing(body: Uint8Array) {
  return async () => new Response(new Uint8Array(body), { headers: { 'content-type': 'text/event-stream' } })
}

const chat: Read = async (body) => {
  const stream = new OpenAI(client(body)).chat.completions.stream({ model: 'm', messages: asked })
  const { choices, usage } = await stream.finalChatCompletion()
  const { message, finish_reason } = choices[0]!
  return {
    text: message.content || message.refusal || '',
    calls: (message.tool_calls ?? []).flatMap((call) =>
      call.type === 'function' ? [{ name: call.function.name, arguments: call.function.arguments }] : [],
    ),
    input_tokens: usage?.prompt_tokens ?? null,
    output_tokens: usage?.completion_tokens ?? null,
    finish: message.refusal ? 'refusal' : finish_reason,
  }
}

const responses: Read = async (body) => {
  const stream = new OpenAI(client(body)).responses.stream({ model: 'm', input: 'Hi' })
  const { output, usage, status = null, incomplete_details } = await stream.finalResponse()
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []))
  const refused = parts.some((part) => part.type === 'refusal')
  return {
    text: parts.map((part) => (part.type === 'refusal' ? part.refusal : part.text)).join(''),
    calls: output.flatMap((item) => {
      if (item.type === 'function_call') return [{ name: item.name, arguments: item.arguments }]
      return item.type === 'custom_tool_call' ? [{ name: item.name, arguments: item.input }] : []
    }),
    input_tokens: usage?.input_tokens ?? null,
    output_tokens: usage?.output_tokens ?? null,
    finish: refused ? 'refusal' : (incomplete_details?.reason ?? status),
  }
}

const anthropic: Read = async (body) => {
  const stream = new Anthropic(client(body)).beta.messages.stream({ model: 'm', messages: asked, max_tokens: 1 })
  const { content, usage, stop_reason } = await stream.finalMessage()
  const cached = (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0)
  return {
    text: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join(''),
    calls: content.flatMap((block) =>
      block.type === 'tool_use' ? [{ name: block.name, arguments: block.input }] : [],
    ),
    input_tokens: usage.input_tokens + cached,
    output_tokens: usage.output_tokens,
    finish: stop_reason,
  }
}

/** Google's client puts nothing together: it tells each chunk. */
const gemini: Read = async (body) => {
  const google = new GoogleGenAI({ apiKey: 'none', httpOptions: { fetch: playing(body) } })
  const answer: SdkAnswer = { text: '', calls: [], input_tokens: null, output_tokens: null, finish: null }
  for await (const { candidates, usageMetadata } of await google.models.generateContentStream({
    model: 'm',
    contents: 'Hi',
  })) {
    for (const { text = '', thought, functionCall } of candidates?.[0]?.content?.parts ?? []) {
      if (functionCall) answer.calls.push({ name: functionCall.name ?? '', arguments: functionCall.args })
      else if (!thought) answer.text += text
    }
    answer.finish = candidates?.[0]?.finishReason ?? answer.finish
    if (usageMetadata?.totalTokenCount === undefined) continue
    answer.input_tokens = (usageMetadata.promptTokenCount ?? 0) + (usageMetadata.toolUsePromptTokenCount ?? 0)
    answer.output_tokens = (usageMetadata.candidatesTokenCount ?? 0) + (usageMetadata.thoughtsTokenCount ?? 0)
  }
  return answer
}

/** By the interface that it was recorded from. */
export const sdkAnswers: Record<string, Read> = {
  'openai.chat': chat,
  'openai.responses': responses,
  'anthropic.messages': anthropic,
  'gemini.generateContent': gemini,
}
