import { bedrockFamily, takesCachePoints } from './bedrock-family.ts'
import { bedrockMessages } from './bedrock-messages.ts'
import { bedrockThinking } from './bedrock-thinking.ts'
import { claudeVersion } from './claude-version.ts'
import { apart } from './prompt.ts'
import type { ModelRequest, PromptMessage, ToolDefinition } from './wire.ts'

type Json = Record<string, unknown>

const cachePoint = { cachePoint: { type: 'default' } }

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export function bedrockBody(request: ModelRequest): Json {
  const marks = takesCachePoints(request.model) ? [cachePoint] : []
  const { system, rest } = apart(request.messages)
  const prompts = [system, formatPrompt(request)].filter(Boolean).map((text) => ({ text }))
  const messages = bedrockMessages(rest, request.model)
  messages.at(-1)?.content.push(...marks)
  const thinking = bedrockThinking(request)
  const toolConfig = toolsOf(request)
  return {
    messages,
    ...(prompts.length ? { system: [...prompts, ...marks] } : {}),
    ...(toolConfig ? { toolConfig } : {}),
    inferenceConfig: inference(request, thinking !== null),
    ...(thinking ? { additionalModelRequestFields: thinking } : {}),
  }
}

/** Few of Bedrock's models can be held to a schema, so all are told in words. */
function formatPrompt({ response_format }: ModelRequest): string {
  if (!response_format) return ''
  const only = 'Answer with JSON alone: no words around it, no code fence.'
  if (response_format.type === 'json') return `${only} It must be an object.`
  return `${only} It must match this JSON schema:\n${JSON.stringify(response_format.schema)}`
}

/** Converse refuses a conversation with calls in it when no tools are named: then those of the calls are. */
function toolsOf({ tools, tool_choice, messages }: ModelRequest): Json | null {
  const called = messages.some((message) => message.role === 'tool' || calls(message).length > 0)
  if (!called && (!tools?.length || tool_choice === 'none')) return null
  const named = tools?.length ? tools : formerTools(messages)
  const choice = tools?.length ? choiceOf(tool_choice) : null
  return { tools: named.map(toolSpec), ...(choice ? { toolChoice: choice } : {}) }
}

function formerTools(messages: PromptMessage[]): ToolDefinition[] {
  const names = messages.flatMap((message) => (message.role === 'tool' ? [message.name] : calls(message)))
  return [...new Set(names)].map((name) => ({
    name,
    description: 'Was there earlier in this conversation.',
    parameters: { type: 'object', properties: {} },
  }))
}

function calls(message: PromptMessage): string[] {
  return message.role === 'assistant' ? (message.tool_calls ?? []).map((call) => call.name) : []
}

/** A description may not be empty. */
function toolSpec({ name, description, parameters }: ToolDefinition): Json {
  return { toolSpec: { name, ...(description ? { description } : {}), inputSchema: { json: parameters } } }
}

function choiceOf(choice: ModelRequest['tool_choice']): Json | null {
  if (typeof choice === 'object') return { tool: { name: choice.name } }
  return choice === 'required' ? { any: {} } : null
}

/** Temperature ends at 1 here. A Claude that thinks takes none, its newest never, and those since 4.1 not beside `topP`. */
function inference({ model, options }: ModelRequest, thinks: boolean): Json {
  const { temperature, top_p, max_tokens, stop } = options
  const claude = bedrockFamily(model) === 'claude' ? claudeVersion(model) : 0
  const sampled = claude < 4.7 && !(thinks && (claude > 0 || bedrockFamily(model) === 'nova2'))
  const alone = claude >= 4.1 && temperature !== undefined
  return {
    ...(max_tokens === undefined ? {} : { maxTokens: max_tokens }),
    ...(temperature === undefined || !sampled ? {} : { temperature: Math.min(1, temperature) }),
    ...(top_p === undefined || !sampled || alone ? {} : { topP: top_p }),
    ...(stop?.length ? { stopSequences: stop } : {}),
  }
}
