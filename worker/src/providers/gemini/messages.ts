import { unreachable } from '#protocol/unreachable.ts'
import { argumentsObject, ownEcho, partsOf, textOf } from '../asking/prompt.ts'
import type { GeminiContent, GeminiPart } from './sdk-types.ts'
import type { PromptContent, PromptMessage, PromptPart } from '../wire.ts'

/** A signature and the part it came with: a piece of the text (in UTF-16 units) or a call. The mark itself is never sent. */
export type GeminiEcho =
  | {
      type: 'edgewise.signed_text'
      at: number
      length: number
      /** Function calls in front of it. */
      calls: number
      signature: string
    }
  | { type: 'edgewise.signed_call'; id: string; signature: string }

type Assistant = Extract<PromptMessage, { role: 'assistant' }>
type Tool = Extract<PromptMessage, { role: 'tool' }>

/** What Google accepts in place of a signature that there never was, for calls another model made. */
const NO_SIGNATURE = 'skip_thought_signature_validator'

/** The names that lead to whatever is newest have led to a Gemini 3 since it came. */
export function isGemini3(model: string): boolean {
  return /gemini-([3-9]|\d\d|(pro|flash|flash-lite)-latest)/.test(model)
}

/** The conversation as contents. Results of tools that were called together stand together, as the calls did. */
export function geminiContents(messages: PromptMessage[], model: string): GeminiContent[] {
  const contents: GeminiContent[] = []
  let results: GeminiPart[] | null = null
  for (const message of messages) {
    if (message.role === 'tool' && results) {
      results.push(...toolParts(message, model))
      continue
    }
    const parts = partsOfMessage(message, model)
    results = message.role === 'tool' ? parts : null
    if (parts.length) contents.push({ role: message.role === 'assistant' ? 'model' : 'user', parts })
  }
  // A system prompt alone is refused.
  return contents.length ? contents : [{ role: 'user', parts: [{ text: '…' }] }]
}

function partsOfMessage(message: PromptMessage, model: string): GeminiPart[] {
  switch (message.role) {
    case 'system':
      return []
    case 'user':
      return contentParts(message.content)
    case 'assistant':
      return answerParts(message, model)
    case 'tool':
      return toolParts(message, model)
    default:
      return unreachable(message)
  }
}

/** A signature goes back on the very part it came with, so the text is cut where it was. */
function answerParts(message: Assistant, model: string): GeminiPart[] {
  const { content, tool_calls = [] } = message
  const echo = ownEcho(message, 'gemini', model) as GeminiEcho[]
  const calls = callParts(message, echo, model)
  const parts: GeminiPart[] = []
  let from = 0
  for (const item of echo) {
    if (item.type !== 'edgewise.signed_text') continue
    const text = content.slice(from, item.at)
    if (text) parts.push({ text })
    parts.push(...calls.splice(0, calls.length - tool_calls.length + item.calls))
    from = Math.max(from, item.at + item.length)
    parts.push({ text: content.slice(item.at, from), thoughtSignature: item.signature })
  }
  const rest = content.slice(from)
  return [...parts, ...(rest ? [{ text: rest }] : []), ...calls]
}

/** Gemini 3 refuses a step whose first call has no signature. One that nobody says whose it is was kept by a client of ours. */
function callParts({ tool_calls = [], echo }: Assistant, own: GeminiEcho[], model: string): GeminiPart[] {
  const signed = new Map(
    own.flatMap((item) => (item.type === 'edgewise.signed_call' ? [[item.id, item.signature]] : [])),
  )
  return tool_calls.map((call, index): GeminiPart => {
    const kept = signed.get(call.id) ?? (echo ? undefined : call.signature)
    const signature = kept ?? (index === 0 && isGemini3(model) ? NO_SIGNATURE : undefined)
    const functionCall = { id: call.id, name: call.name, args: argumentsObject(call.arguments) }
    return { functionCall, thoughtSignature: signature }
  })
}

/** Images of a result belong to it since Gemini 3; before, they stand behind it. */
function toolParts(message: Tool, model: string): GeminiPart[] {
  const { name, tool_call_id, content, is_error } = message
  const images = partsOf(content).flatMap((part) => (part.type === 'text' ? [] : [imagePart(part)]))
  const within = images.length > 0 && isGemini3(model)
  const response = { [is_error ? 'error' : 'output']: textOf(content) }
  const functionResponse = { id: tool_call_id, name, response, parts: within ? images : undefined }
  return [{ functionResponse }, ...(within ? [] : images)]
}

function contentParts(content: PromptContent): GeminiPart[] {
  return partsOf(content).map((part) => (part.type === 'text' ? { text: part.text } : imagePart(part)))
}

function imagePart(part: Exclude<PromptPart, { type: 'text' }>): GeminiPart {
  if (part.type === 'image') {
    return { inlineData: { mimeType: part.media_type.replace(/^image\/jpg$/, 'image/jpeg'), data: part.data } }
  }
  return { fileData: { mimeType: imageType(part.url), fileUri: part.url } }
}

const types: Record<string, string> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  heic: 'heic',
  heif: 'heif',
}

/** An address must come with a type; what it really is Google finds out. */
function imageType(url: string): string {
  const extension = /\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? ''
  return `image/${types[extension] ?? 'jpeg'}`
}
