import { parseJson } from '#protocol/codec.ts'
import { isObject, type Json } from '../json.ts'
import { distinctCalls } from './distinct-calls.ts'
import type { ModelRequest, PromptContent, PromptMessage, PromptPart, ToolDefinition, WireName } from '../wire.ts'

/** What formats share when they write down a conversation. */

type Assistant = Extract<PromptMessage, { role: 'assistant' }>

/** What an earlier answer's provider wants back: empty when another provider or model wrote it, who alone understands it. */
export function ownEcho({ echo }: Assistant, wire: WireName, model: string): unknown[] {
  return echo && echo.wire === wire && echo.model === model ? echo.items : []
}

/** A tool call's arguments as an object: empty when there are none, or when they were cut and are no JSON. */
export function argumentsObject(written: string): Json {
  const parsed = parseJson(written)
  return isObject(parsed) ? parsed : {}
}

/** A tool call's arguments as text that is a JSON object, as the model wrote it where it is one. */
export function argumentsText(written: string): string {
  return isObject(parseJson(written)) ? written : '{}'
}

/** Content as parts: empty text is none, since several providers refuse a part without text. */
export function partsOf(content: PromptContent): PromptPart[] {
  const parts: PromptPart[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content
  return parts.filter((part) => part.type !== 'text' || part.text !== '')
}

/** The text of content, its parts one below the other. */
export function textOf(content: PromptContent): string {
  if (typeof content === 'string') return content
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

export type ImagePart = Exclude<PromptPart, { type: 'text' }>

export function imagesOf(content: PromptContent): ImagePart[] {
  return typeof content === 'string' ? [] : content.filter((part) => part.type !== 'text')
}

/** Where an image is to be found, for providers who take an address or the image itself as a `data:` address. */
export function imageUrl(image: ImagePart): string {
  return image.type === 'image' ? `data:${image.media_type};base64,${image.data}` : image.url
}

/** The system prompts as one, and the rest of the conversation, no two of its calls with one id. */
export function apart(messages: PromptMessage[]): {
  system: string
  rest: Exclude<PromptMessage, { role: 'system' }>[]
} {
  const system = messages.flatMap((one) => (one.role === 'system' && one.content.trim() ? [one.content] : []))
  return { system: system.join('\n\n'), rest: distinctCalls(messages.filter((one) => one.role !== 'system')) }
}

/** Index of the first message of the turn that is under way: after it nobody but model and tools has spoken. */
export function turnStart(messages: PromptMessage[]): number {
  return messages.findLastIndex((message) => message.role === 'user') + 1
}

/** A tool's result, and that it failed: a format without a mark for that says it in words. */
export function failedText({ content, is_error }: Extract<PromptMessage, { role: 'tool' }>): PromptContent {
  if (!is_error || /^\s*error/i.test(textOf(content))) return content
  return typeof content === 'string' ? `Error: ${content}` : [{ type: 'text', text: 'Error:' }, ...content]
}

/**
 * A tool call's id where only letters, digits, `_` and `-` may be in it, and 64 characters at most. The same id always becomes
 * the same, so that call and result still belong together, and two that differ still do.
 */
export function plainId(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id
  let hash = 0
  for (let at = 0; at < id.length; at++) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) >>> 0
  return `${id.replace(/[^\w-]/g, '_').slice(0, 50)}_${hash.toString(36)}`
}

/**
 * The tools that are offered, or where none are, those that were called before: several providers refuse a conversation with
 * calls of tools that they don't know.
 */
export function toolsOf({ tools, messages }: ModelRequest): ToolDefinition[] {
  if (tools?.length) return tools
  const names = messages.flatMap((one) =>
    (one.role === 'assistant' ? (one.tool_calls ?? []) : []).map(({ name }) => name),
  )
  return [...new Set(names)].map((name) => ({ name, description: '', parameters: { type: 'object', properties: {} } }))
}
