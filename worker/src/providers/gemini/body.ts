import { geminiContents, isGemini3 } from './messages.ts'
import { geminiThinking } from './thinking.ts'
import { jsonRule } from '../asking/json-rule.ts'
import { isObject } from '../json.ts'
import { apart } from '../asking/prompt.ts'
import type { ModelRequest, ToolChoice, ToolDefinition } from '../wire.ts'

type Json = Record<string, unknown>
type Conversation = ReturnType<typeof apart>['rest']

/** https://ai.google.dev/api/generate-content */
export function geminiBody(request: ModelRequest): Json {
  const { system, rest } = apart(request.messages)
  const { tools, tool_choice } = request
  const told = [system, jsonInWords(request)].filter(Boolean)
  const listens = takesInstructions(request.model)
  return {
    ...(told.length && listens ? { systemInstruction: { parts: told.map((text) => ({ text })) } } : {}),
    contents: geminiContents(listens ? rest : instructed(told, rest), request.model),
    ...(tools?.length ? { tools: [{ functionDeclarations: tools.map(declaration) }] } : {}),
    ...(tools?.length && tool_choice ? { toolConfig: { functionCallingConfig: calling(tool_choice) } } : {}),
    generationConfig: generation(request),
  }
}

/** The open models up to the third know neither instructions nor JSON. */
function takesInstructions(model: string): boolean {
  return !/gemma-[23]/.test(model)
}

/** Instructions in front of what the user says first. */
function instructed(told: string[], messages: Conversation): Conversation {
  return told.length ? [{ role: 'user', content: told.join('\n\n') }, ...messages] : messages
}

function declaration({ name, description, parameters }: ToolDefinition): Json {
  return { name, description, parametersJsonSchema: cleaned(parameters) }
}

function calling(choice: ToolChoice): Json {
  if (typeof choice === 'object') return { mode: 'ANY', allowedFunctionNames: [choice.name] }
  const modes = { auto: 'AUTO', none: 'NONE', required: 'ANY' } as const
  return { mode: modes[choice] }
}

function generation(request: ModelRequest): Json {
  const { temperature, top_p, max_tokens, stop } = request.options
  const thinkingConfig = geminiThinking(request)
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(top_p === undefined ? {} : { topP: top_p }),
    ...(max_tokens === undefined ? {} : { maxOutputTokens: Math.min(max_tokens, request.max_output ?? max_tokens) }),
    ...(stop?.length ? { stopSequences: stop } : {}),
    ...(thinkingConfig ? { thinkingConfig } : {}),
    ...format(request),
  }
}

function format(request: ModelRequest): Json {
  const wanted = request.response_format
  if (!wanted || refusesJson(request)) return {}
  const json = { responseMimeType: 'application/json' }
  return wanted.type === 'json' ? json : { ...json, responseJsonSchema: cleaned(wanted.schema) }
}

/** Before Gemini 3 JSON and tools exclude each other. */
function refusesJson({ model, tools }: ModelRequest): boolean {
  return !takesInstructions(model) || (Boolean(tools?.length) && !isGemini3(model))
}

function jsonInWords(request: ModelRequest): string {
  return request.response_format && refusesJson(request) ? jsonRule(request.response_format) : ''
}

/** Words about a schema, not of it, which Google refuses to know. */
const aside = new Set(['$schema', '$comment', 'examples', '$vocabulary'])

/** The names below `properties` are a tool's own, whatever they are. */
function cleaned(schema: unknown, names = false): unknown {
  if (Array.isArray(schema)) return schema.map((one) => cleaned(one))
  if (!isObject(schema)) return schema
  const kept = Object.entries(schema).filter(([key]) => names || !aside.has(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, cleanedValue(key, value, names)]))
}

function cleanedValue(key: string, value: unknown, names: boolean): unknown {
  // What an argument may be is data: an `enum` or a `default` may look like anything.
  if (!names && ['enum', 'default', 'const'].includes(key)) return value
  return cleaned(value, !names && (key === 'properties' || key === '$defs' || key === 'definitions'))
}
