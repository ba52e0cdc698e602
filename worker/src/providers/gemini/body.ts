import { geminiContents, isGemini3 } from './messages.ts'
import type { GeminiBody, GeminiCalling, GeminiDeclaration, GeminiGeneration } from './sdk-types.ts'
import { geminiThinking } from './thinking.ts'
import { jsonRule } from '../asking/json-rule.ts'
import { isObject } from '../json.ts'
import { apart } from '../asking/prompt.ts'
import type { ModelRequest, ToolChoice, ToolDefinition } from '../wire.ts'

type Conversation = ReturnType<typeof apart>['rest']

/** https://ai.google.dev/api/generate-content */
export function geminiBody(request: ModelRequest): GeminiBody {
  const { system, rest } = apart(request.messages)
  const { tools, tool_choice } = request
  const told = [system, jsonInWords(request)].filter(Boolean)
  const listens = takesInstructions(request.model)
  return {
    systemInstruction: told.length && listens ? { parts: told.map((text) => ({ text })) } : undefined,
    contents: geminiContents(listens ? rest : instructed(told, rest), request.model),
    tools: tools?.length ? [{ functionDeclarations: tools.map(declaration) }] : undefined,
    toolConfig: tools?.length && tool_choice ? { functionCallingConfig: calling(tool_choice) } : undefined,
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

function declaration({ name, description, parameters }: ToolDefinition): GeminiDeclaration {
  return { name, description, parametersJsonSchema: cleaned(parameters) }
}

function calling(choice: ToolChoice): GeminiCalling {
  if (typeof choice === 'object') return { mode: 'ANY', allowedFunctionNames: [choice.name] }
  const modes = { auto: 'AUTO', none: 'NONE', required: 'ANY' } as const
  return { mode: modes[choice] }
}

function generation(request: ModelRequest): GeminiGeneration {
  const { temperature, top_p, max_tokens, stop } = request.options
  return {
    temperature,
    topP: top_p,
    maxOutputTokens: max_tokens === undefined ? undefined : Math.min(max_tokens, request.max_output ?? max_tokens),
    stopSequences: stop?.length ? stop : undefined,
    thinkingConfig: geminiThinking(request) ?? undefined,
    ...format(request),
  }
}

function format(request: ModelRequest): Pick<GeminiGeneration, 'responseMimeType' | 'responseJsonSchema'> {
  const wanted = request.response_format
  if (!wanted || refusesJson(request)) return {}
  const responseJsonSchema = wanted.type === 'json' ? undefined : cleaned(wanted.schema)
  return { responseMimeType: 'application/json', responseJsonSchema }
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
